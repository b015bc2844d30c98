//! JUnit's XML, which most systems that run tests can show: a suite for every file, a case for every finding.

use quick_junit::{NonSuccessKind, Report as JUnit, TestCase, TestCaseStatus, TestSuite};

use super::{Finding, Report, one_line, slashed};

/// Prints findings as JUnit's XML. What refuses a text is a failure; what does not, and what is waived, is a case that
/// was skipped, with its message. A text with which nothing is wrong is a case that passed.
///
/// # Errors
/// The XML cannot be written: a fault of this program.
pub fn render(report: &Report<'_>) -> Result<String, String> {
    let mut files: Vec<&str> = report.texts.clone();
    for finding in report.findings.iter().chain(&report.waived) {
        if !files.contains(&finding.file()) {
            files.push(finding.file());
        }
    }
    let mut junit = JUnit::new("engross");
    for file in files {
        let mut suite = TestSuite::new(slashed(file));
        let of_file = |finding: &&Finding<'_>| finding.file() == file;
        suite.add_test_cases(report.findings.iter().filter(of_file).map(|finding| case(report, finding)));
        suite.add_test_cases(report.waived.iter().filter(of_file).map(|finding| case(report, finding)));
        if suite.test_cases.is_empty() {
            let mut passed = TestCase::new("no findings", TestCaseStatus::success());
            passed.set_classname(slashed(file));
            suite.add_test_case(passed);
        }
        junit.add_test_suite(suite);
    }
    let text = junit.to_string().map_err(|error| error.to_string())?;
    // The schema of Jenkins, the strictest that is in use, allows this count for a suite and not for the whole.
    Ok(text.replacen(&format!(" skipped=\"{}\"", junit.skipped), "", 1))
}

fn case(report: &Report<'_>, finding: &Finding<'_>) -> TestCase {
    let (start, _) = finding.place();
    let refuses = finding.waived.is_none() && report.refuses(finding);
    let mut status =
        if refuses { TestCaseStatus::non_success(NonSuccessKind::Failure) } else { TestCaseStatus::skipped() };
    status.set_message(one_line(&finding.diagnostic.message));
    status.set_type(finding.diagnostic.severity.word());
    status.set_description(format!("{}:{}:{}\n{}", finding.file(), start.line, start.column, finding.told()));
    let place = if finding.path.is_empty() { String::new() } else { format!(": {}", finding.path) };
    let mut case = TestCase::new(format!("{}{place}", finding.title()), status);
    case.set_classname(slashed(finding.file()));
    case
}
