//! Every statistical cell of the five sample reports, as two readers agreed on it.

mod support;

use support::{REPORTS, agreed, cells, check, report};

#[test]
fn every_agreed_cell_is_read_and_no_other() {
    let mut total = 0;
    for name in REPORTS {
        let checked = check(&report(name));
        let (read, agreed) = (cells(&checked), agreed(name));
        let missing: Vec<_> = agreed.iter().filter(|cell| !read.contains(cell)).collect();
        let surplus: Vec<_> = read.iter().filter(|cell| !agreed.contains(cell)).collect();
        assert!(read == agreed, "report {name}\nnot read: {missing:#?}\nread instead: {surplus:#?}");
        total += agreed.len();
    }
    assert_eq!(total, 363);
}
