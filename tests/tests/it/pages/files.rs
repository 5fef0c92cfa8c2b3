//! The browser's files: how long they are kept.

use std::path::PathBuf;

use server::router::Site;
use tests::{Page, TestApp, TestDatabase};

/// A folder with the files of a build, gone with the test.
struct Build(PathBuf);

impl Build {
    fn new(name: &str) -> Build {
        let folder = std::env::temp_dir().join(format!("dx_test_site_{name}_{}", std::process::id()));
        std::fs::create_dir_all(folder.join("pkg")).expect("a folder");
        let hashed = HASHED.trim_start_matches('/');
        for (file, text) in [
            (hashed, "a{}"),
            ("pkg/dx-shindan.css", "a{}"),
            ("favicon.svg", "<svg/>"),
            ("hash.txt", ""),
            ("secret", "x"),
        ] {
            std::fs::write(folder.join(file), text).expect("a file");
        }
        Build(folder)
    }
}

impl Drop for Build {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

fn kept(page: &Page) -> (u16, &str) {
    (page.status, page.header("cache-control"))
}

const HASHED: &str = "/pkg/dx-shindan.0aB-cDeFgHiJkLmNoPqR_s.css";

#[tokio::test]
async fn only_files_with_a_hash_in_their_name_are_kept_for_ever() {
    let build = Build::new("site");
    let site = Site::new(&build.0, &build.0.join("hash.txt"));
    let app = TestApp::with_site(TestDatabase::sqlite(), &site).await;
    let css = app.get(HASHED).await;
    assert_eq!(kept(&css), (200, "public, max-age=31536000, immutable"));
    assert_eq!((css.header("content-type"), css.body.as_str()), ("text/css", "a{}"));
    for plain in ["/pkg/dx-shindan.css", "/favicon.svg"] {
        assert_eq!(kept(&app.get(plain).await), (200, "public, max-age=3600"), "{plain}");
    }
    // What is missing may be there in a moment: another instance is newer.
    for path in
        [&HASHED.replace("0aB", "1aB"), "/pkg/", "/pkg/../secret", "/pkg/%2e%2e/secret", "/pkg/..%2fsecret"]
    {
        let missing = app.get(path).await;
        assert!(matches!(missing.status, 400 | 404), "{path}: {}", missing.status);
        assert_eq!(missing.header("cache-control"), "", "{path}");
    }
}
