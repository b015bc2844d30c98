//! `engross fmt`.

use super::{CLEAN, Folder};

#[test]
fn files_are_rewritten_only_where_they_change() {
    let folder = Folder::with("good.compact", CLEAN);
    folder.write("bad.compact", CLEAN.replace("  role", "      role"));
    let ran = folder.run(&["fmt", "--check"]).code(1);
    assert_eq!(ran.out(), "bad.compact\n");
    let before = std::fs::metadata(folder.path("good.compact")).unwrap().modified().unwrap();
    folder.run(&["fmt"]).code(0);
    assert_eq!(folder.read("bad.compact"), CLEAN);
    assert_eq!(std::fs::metadata(folder.path("good.compact")).unwrap().modified().unwrap(), before);
    folder.run(&["fmt", "--check"]).code(0);
    assert_eq!(folder.names(), ["bad.compact", "good.compact"]);
}

#[test]
fn stdin_goes_to_stdout() {
    let messy = CLEAN.replace("  role", "      role");
    let ran = Folder::new().run_with(&["fmt", "-"], &messy).code(0);
    assert_eq!(ran.out(), CLEAN);
    let ran = Folder::new().run_with(&["fmt", "-", "--check"], &messy).code(1);
    assert_eq!(ran.out(), "<stdin>\n");
}

#[test]
fn broken_lines_stay() {
    let folder = Folder::with("a.compact", &format!("{CLEAN}\n12 what is this\n").replace("  role", "    role"));
    folder.run(&["fmt"]).code(0);
    assert_eq!(folder.read("a.compact"), format!("{CLEAN}\n12 what is this\n"));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::with("real.compact", &CLEAN.replace("  role", "      role"));
    std::fs::set_permissions(folder.path("real.compact"), std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.compact", folder.path("link.compact")).unwrap();
    folder.run(&["fmt", "link.compact"]).code(0);
    assert_eq!(folder.read("real.compact"), CLEAN);
    assert!(std::fs::symlink_metadata(folder.path("link.compact")).unwrap().is_symlink());
    let mode = std::fs::metadata(folder.path("real.compact")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}
