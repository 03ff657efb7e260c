//! Lists the form files, so that adding an edition is adding a file.

#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files; the engine does not")]

use std::fmt::Write as _;
use std::path::Path;

/// Files in `forms/` that are no form.
const NO_FORMS: [&str; 3] = ["claims", "crosswalk", "relations"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=forms");
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("forms");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.extension().is_some_and(|extension| extension == "toml") && !NO_FORMS.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort();
    let mut code = String::from("&[\n");
    for name in names {
        let path = folder.join(format!("{name}.toml"));
        writeln!(code, "    ({name:?}, include_str!({path:?})),")?;
    }
    code.push_str("]\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("forms.rs"), code)?;
    Ok(())
}
