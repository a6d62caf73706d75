//! Sets of few tasks, as bits.

/// Most tasks of a set.
pub(super) const MOST: usize = 256;

/// Tasks by their number among those to plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tasks([u64; MOST / 64]);

impl Tasks {
    pub(super) fn add(&mut self, task: u8) {
        self.0[usize::from(task >> 6)] |= 1 << (task & 63);
    }

    /// Those of one of two sets that do not meet.
    pub(super) fn with(mut self, other: Self) -> Self {
        for (own, more) in self.0.iter_mut().zip(other.0) {
            *own |= more;
        }
        self
    }

    pub(super) fn without(mut self, other: Self) -> Self {
        for (own, less) in self.0.iter_mut().zip(other.0) {
            *own &= !less;
        }
        self
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(own, other)| own & other != 0)
    }

    /// Ascending.
    pub(super) fn list(self) -> Vec<u8> {
        let mut list = Vec::new();
        for (word, mut bits) in (0_u8..).zip(self.0) {
            while bits != 0 {
                list.push(word << 6 | (bits.trailing_zeros() & 63) as u8);
                bits &= bits - 1;
            }
        }
        list
    }

    /// Another number for almost every other set (the last steps of splitmix64).
    pub(super) fn hash(self, kind: u32) -> u64 {
        self.0.iter().fold(u64::from(kind) + 1, |hash, word| {
            let mix = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mix = (mix ^ (mix >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mix ^ (mix >> 27)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Tasks;

    fn set(tasks: &[u8]) -> Tasks {
        let mut set = Tasks::default();
        tasks.iter().for_each(|task| set.add(*task));
        set
    }

    #[test]
    fn sets_hold_what_was_added() {
        let tasks = [0, 5, 63, 64, 128, 255];
        assert_eq!(set(&tasks).list(), tasks);
        assert!(set(&tasks).meets(set(&[64])) && !set(&tasks).meets(set(&[1, 65, 254])));
        assert_eq!(set(&[1, 70]).with(set(&[200])), set(&[1, 70, 200]));
        assert_eq!(set(&[1, 70, 200]).without(set(&[70, 71])), set(&[1, 200]));
        assert_ne!(set(&[1]).hash(0), set(&[1]).hash(1));
        assert_ne!(set(&[1]).hash(0), set(&[65]).hash(0));
    }
}
