//! Instruments of any length, for measuring: a frame, and a unit behind it as often as it fits.

const FRAME: &str = include_str!("frame.compact");
const UNIT: &str = include_str!("unit.compact");

/// A compact of very nearly so many lines, never more: the last ones are comments.
pub fn compact(lines: usize) -> String {
    let unit = UNIT.lines().count();
    let units = lines.saturating_sub(FRAME.lines().count()) / unit;
    let mut text = FRAME.to_owned();
    for number in 1..=units {
        text += &UNIT.replace("NUMBER", &number.to_string());
    }
    text + &"#\n".repeat(lines.saturating_sub(FRAME.lines().count() + units * unit))
}
