//! Two composed texts side by side: the sentences in which they differ.

use similar::{Algorithm, capture_diff_slices};

use crate::document::{Document, lines};
use crate::lock::words_that_differ;

/// So many are shown; the others are counted.
const SHOWN: usize = 5;

/// Where the attached text and the one that is made from its source differ.
pub(super) fn differing(attached: &Document, made: &Document) -> Vec<String> {
    let words = |document| -> Vec<String> { lines(document).lines.iter().map(|line| line.whole()).collect() };
    let (attached, made) = (words(attached), words(made));
    let mut told = Vec::new();
    for change in capture_diff_slices(Algorithm::Patience, &attached, &made) {
        let (old, new) = (&attached[change.old_range()], &made[change.new_range()]);
        if old == new {
            continue;
        }
        let pairs = (0..old.len().max(new.len())).map(|at| (old.get(at), new.get(at)));
        told.extend(pairs.filter_map(|pair| match pair {
            (Some(old), Some(new)) => {
                let (old, new) = words_that_differ(old, new);
                Some(format!("the text says “{old}”, its source “{new}”"))
            }
            (Some(old), None) => Some(format!("the text says “{old}”, its source does not")),
            (None, Some(new)) => Some(format!("the source says “{new}”, the text does not")),
            (None, None) => None,
        }));
    }
    if told.is_empty() {
        return vec!["no sentence differs: what does is how they are set, or heads and feet".to_owned()];
    }
    if told.len() > SHOWN {
        let more = told.len() - SHOWN;
        told.truncate(SHOWN);
        told.push(format!("further sentences that differ: {more}"));
    }
    told
}
