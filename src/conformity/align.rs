//! Which line of one text stands beside which of another, where one of them has a line that the other lacks.

/// Pairs of lines, by index; a line that the other text lacks stands alone.
pub(super) type Pairs = Vec<(Option<usize>, Option<usize>)>;

/// More steps than this are not tried: lines are then paired one by one.
const MOST: usize = 250_000;

/// What a line alone costs; two lines that cost more than twice that are better left alone.
const ALONE: f32 = 0.45;

/// The cheapest way through two texts; `cost` says how unlike two lines are, 0 for the same and 1 for quite another.
pub(super) fn align(here: usize, there: usize, cost: impl Fn(usize, usize) -> f32) -> Pairs {
    if here.saturating_mul(there) > MOST {
        let one = |index: usize, count: usize| Some(index).filter(|index| *index < count);
        return (0..here.max(there)).map(|index| (one(index, here), one(index, there))).collect();
    }
    // The cost of what remains from each place on.
    let width = there + 1;
    let mut rest = vec![0.0_f32; (here + 1) * width];
    for a in (0..=here).rev() {
        for b in (0..=there).rev() {
            let alone = |a: usize, b: usize| ALONE + rest[a * width + b];
            let mut best = match (a < here, b < there) {
                (false, false) => continue,
                (true, false) => alone(a + 1, b),
                (false, true) => alone(a, b + 1),
                (true, true) => alone(a + 1, b).min(alone(a, b + 1)),
            };
            if a < here && b < there {
                best = best.min(cost(a, b) + rest[(a + 1) * width + b + 1]);
            }
            rest[a * width + b] = best;
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut pairs = Vec::new();
    while a < here || b < there {
        let left = rest[a * width + b];
        let near = |value: f32| (value - left).abs() < 1e-4;
        if a < here && b < there && near(cost(a, b) + rest[(a + 1) * width + b + 1]) {
            pairs.push((Some(a), Some(b)));
            (a, b) = (a + 1, b + 1);
        } else if a < here && near(ALONE + rest[(a + 1) * width + b]) {
            pairs.push((Some(a), None));
            a += 1;
        } else if b < there {
            pairs.push((None, Some(b)));
            b += 1;
        } else {
            pairs.push((Some(a), None));
            a += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn a_line_that_one_text_lacks_stands_alone() {
        let (here, there) = ([1, 2, 3, 4], [1, 3, 4]);
        let cost = |a: usize, b: usize| if here[a] == there[b] { 0.0 } else { 1.0 };
        let pairs = align(4, 3, cost);
        assert_eq!(pairs, [(Some(0), Some(0)), (Some(1), None), (Some(2), Some(1)), (Some(3), Some(2))]);
        assert_eq!(align(0, 1, |_, _| 0.0), [(None, Some(0))]);
    }
}
