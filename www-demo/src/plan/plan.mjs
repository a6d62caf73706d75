// Entry of plan.html: shows the plan that the file carries.

import { rangeText } from '../model/format.mjs';
import { showPlan } from '../view/plan-view.mjs';

const view = JSON.parse(document.getElementById('plan').textContent);
document.title = `${view.title}, ${rangeText(view)}`;
document.getElementById('title').textContent = view.title;
document.getElementById('range').textContent =
  `${rangeText(view)}${view.timeZone === null ? '' : ` · ${view.timeZone}`}`;
showPlan(document.getElementById('view'), view);
