//! The web pages are built into `web/dist` before the console; a console built without them still
//! compiles and says so on its pages.

fn main() -> std::io::Result<()> {
    std::fs::create_dir_all("web/dist")?;
    // rust-embed reads the folder while the crate compiles; cargo has to be told to look at it.
    println!("cargo:rerun-if-changed=web/dist");
    println!("cargo:rerun-if-changed=build.rs");
    Ok(())
}
