//! Tables of originals: columns headed by participants change places, rows never do.

use super::Comparison;
use super::walk::Side;
use crate::document::prose::plain_text;
use crate::document::{Inline, Table};

/// Compares a table in all originals.
pub(super) fn compare(side: &Side<'_>, place: &str, tables: &[&Table], comparison: &mut Comparison) {
    let language = Some(side.language);
    side.runs(
        &format!("{place}, caption"),
        &tables.iter().map(|table| table.caption.as_slice()).collect::<Vec<_>>(),
        comparison,
    );
    let orders: Option<Vec<Vec<usize>>> = tables.iter().map(|table| order(tables[0], table)).collect();
    let heads: Vec<String> = tables.iter().map(|table| heads(table).join(" | ")).collect();
    // Only columns of figures, each headed by a participant, may stand elsewhere.
    let moved =
        |order: &Vec<usize>| order.iter().enumerate().any(|(at, from)| at != *from && !may_move(side, tables[0], at));
    let alike = orders.as_ref().is_some_and(|orders| !orders.iter().any(moved));
    comparison.settle(language, &format!("{place}, columns"), heads, Some(alike));
    let Some(orders) = orders else { return };
    for (index, row) in tables[0].rows.iter().enumerate() {
        let place = format!(
            "{place}, row {} ({})",
            index + 1,
            row.cells.first().map(|cell| plain_text(cell)).unwrap_or_default()
        );
        let rows = tables.iter().zip(&orders).filter_map(|(table, order)| Some((table.rows.get(index)?, order)));
        let kinds =
            rows.clone().map(|(row, _)| format!("{:?} {}", row.role, row.anchor.as_deref().unwrap_or_default()));
        comparison.settle(language, &place, kinds.collect(), None);
        for column in 0..row.cells.len() {
            let cell = |(row, order): (&crate::document::Row, &Vec<usize>)| {
                // A row that spans all columns has one cell, and no order.
                let at = if row.cells.len() == order.len() { *order.get(column)? } else { column };
                row.cells.get(at).cloned()
            };
            let cells: Vec<Vec<Inline>> = rows.clone().filter_map(cell).collect();
            side.runs(&place, &cells.iter().map(Vec::as_slice).collect::<Vec<_>>(), comparison);
        }
    }
}

fn heads(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| plain_text(&column.head)).collect()
}

/// Where each column of a table stands in another; none where the columns are not the same.
fn order(of: &Table, other: &Table) -> Option<Vec<usize>> {
    let (heads, others) = (heads(of), heads(other));
    let mut taken = vec![false; others.len()];
    let mut order = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let found = (0..others.len()).find(|index| !taken[*index] && others[*index] == *head)?;
        let (own, its) = (&of.columns[at], &other.columns[found]);
        if (own.numeric, own.weight) != (its.numeric, its.weight) {
            return None;
        }
        taken[found] = true;
        order.push(found);
    }
    (heads.len() == others.len()).then_some(order)
}

fn may_move(side: &Side<'_>, table: &Table, column: usize) -> bool {
    let column = &table.columns[column];
    column.numeric && side.joint.names_one(&plain_text(&column.head))
}
