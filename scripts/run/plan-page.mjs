// plan.html: one file with its script, its style and the plan inside, so that it opens in any browser
// without server or network.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = (name) => fileURLToPath(new URL(`../../www-demo/src/plan/${name}`, import.meta.url));

// Text of a script element ends at the first `</script`; with every `<` written as an escape there is none.
const scriptSafe = (json) => json.replaceAll('<', '\\u003c');

const contentHash = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The script and the style of the page, bundled. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [source('plan.mjs')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'inline',
    loader: { '.png': 'dataurl' },
    outdir: 'out',
    write: false,
    logLevel: 'warning',
  });
  const text = (extension) => outputFiles.find((file) => file.path.endsWith(extension)).text;
  return { script: text('.js'), style: text('.css') };
}

/** The page of a plan (`planView`), as HTML text. */
export async function planPage(view) {
  const [{ script, style }, template] = await Promise.all([bundle(), readFile(source('plan.html'), 'utf8')]);
  const parts = {
    script,
    style,
    scriptHash: contentHash(script),
    styleHash: contentHash(style),
    plan: scriptSafe(JSON.stringify(view)),
  };
  // A function as replacement: in a string, `$&` and the like would be read as commands.
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}
