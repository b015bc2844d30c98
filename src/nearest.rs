//! "Did you mean": the known word nearest to an unknown one.

/// The candidate that a word was probably meant to be; none where all are too far.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    // One slip in a short word, two in a middling one, a third of a long one.
    let allowed = match length {
        0..=1 => 0,
        2..=4 => 1,
        5..=7 => 2,
        _ => length / 3,
    };
    // A word cut short is meant as well: `prevent` for `prevention`.
    let cut = |candidate: &str| length >= 4 && candidate.starts_with(&word);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| {
            *distance <= allowed.min(candidate.chars().count().saturating_sub(1)) || cut(candidate)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
