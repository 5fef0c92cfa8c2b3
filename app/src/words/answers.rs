//! Why an answer does not count.
use domain::answer::AnswerProblem;
pub fn sentence(problem: &AnswerProblem) -> String {
    problem.to_string()
}
