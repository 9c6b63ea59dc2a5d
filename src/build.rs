//! What Windows shows of the program and how it treats it, linked into the .exe: icon, version, description, and a
//! manifest. For other systems nothing is done.

use winresource::WindowsResource;

/// The program runs with the rights of whoever starts it, takes every narrow text as UTF-8, and reaches paths of
/// more than 260 characters where the system lets it.
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity type="win32" name="tonghop" version="1.0.0.0"/>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    </windowsSettings>
  </application>
</assembly>
"#;

/// Vietnamese, in Vietnam.
const VIETNAMESE: u16 = 0x042A;

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=src/build.rs");
    println!("cargo:rerun-if-changed=src/icon.ico");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return Ok(());
    }
    WindowsResource::new()
        .set_icon("src/icon.ico")
        .set_manifest(MANIFEST)
        .set_language(VIETNAMESE)
        .set("ProductName", "Tổng hợp")
        .set("FileDescription", "Tổng hợp điển hình tiên tiến")
        .set("OriginalFilename", "tonghop.exe")
        .set("LegalCopyright", "MIT OR Apache-2.0")
        .compile_for("tonghop")
}
