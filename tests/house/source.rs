//! The sources as paths: every path that a file names outside its tests, resolved through imports,
//! renames and re-exports to the file that holds what is meant.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A path from the root of the crate (`crate::…`) or of a library (`std::fs::…`).
pub(crate) type Name = Vec<String>;

/// One file of `src` and what it names outside its tests.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// `["crate", "report", "lists"]`.
    pub(crate) module: Name,
    /// Paths as far as imports of the same file explain them.
    pub(crate) paths: BTreeSet<Name>,
    /// Names of the methods that are called outside its tests.
    pub(crate) methods: BTreeSet<String>,
    /// Names of structs, enums, traits and aliases that are declared here, also within functions and for this file alone.
    pub(crate) types: Vec<String>,
    /// Names that `let` binds outside its tests.
    pub(crate) locals: BTreeSet<String>,
    /// What a name of this module stands for, by its imports.
    imports: BTreeMap<String, Name>,
}

pub(crate) struct Crate {
    pub(crate) sources: Vec<Source>,
    at: BTreeMap<Name, usize>,
}

impl Crate {
    /// All of `src`; files that are modules of tests only are left out.
    ///
    /// Panics when a file is no Rust.
    pub(crate) fn read(src: &Path) -> Self {
        let mut files = Vec::new();
        rust_files(src, &mut files);
        Self::of(files.iter().map(|path| {
            let text = fs::read_to_string(path).expect("a source is UTF-8");
            (path.strip_prefix(src).expect("below src").to_path_buf(), text)
        }))
    }

    /// A crate of the given files, each with its path below `src`.
    pub(crate) fn of(files: impl Iterator<Item = (PathBuf, String)>) -> Self {
        let files: Vec<(PathBuf, syn::File)> = files
            .map(|(path, text)| {
                let file = syn::parse_file(&text).expect("a source is Rust");
                (path, file)
            })
            .collect();
        let modules: BTreeSet<Name> = files.iter().map(|(path, _)| module_of(path)).collect();
        let test_modules: Vec<Name> = files
            .iter()
            .flat_map(|(path, file)| {
                let module = module_of(path);
                file.items.iter().filter_map(move |item| match item {
                    syn::Item::Mod(child) if is_test(&child.attrs) && child.content.is_none() => {
                        Some(joined(&module, &child.ident.to_string()))
                    }
                    _ => None,
                })
            })
            .collect();
        let sources: Vec<Source> = files
            .into_iter()
            .filter(|(path, _)| !test_modules.iter().any(|test| module_of(path).starts_with(test)))
            .map(|(path, file)| {
                let module = module_of(&path);
                let mut found = Found::default();
                found.visit_file(&file);
                let mut imports = BTreeMap::new();
                for (alias, target) in found.imports {
                    imports.insert(alias, absolute(&module, target, &modules));
                }
                let mut paths: BTreeSet<Name> = imports.values().cloned().collect();
                paths.extend(found.globs.into_iter().map(|glob| absolute(&module, glob, &modules)));
                for path in found.paths {
                    let Some(first) = path.first() else { continue };
                    if let Some(target) = imports.get(first) {
                        paths.insert(target.iter().chain(path.iter().skip(1)).cloned().collect());
                    } else if path.len() > 1 {
                        paths.insert(absolute(&module, path, &modules));
                    }
                }
                Source {
                    path,
                    module,
                    paths,
                    methods: found.methods,
                    types: found.types,
                    locals: found.locals,
                    imports,
                }
            })
            .collect();
        let at = sources.iter().enumerate().map(|(at, source)| (source.module.clone(), at)).collect();
        Self { sources, at }
    }

    /// The file that holds what `path` names, re-exports followed; `None` for other crates.
    pub(crate) fn file_of(&self, path: &[String]) -> Option<usize> {
        let mut path = path.to_vec();
        // A chain of re-exports is never longer than this; a circle of them would not compile.
        for _ in 0..16 {
            let (length, at) = (1..=path.len()).rev().find_map(|length| {
                path.get(..length).and_then(|module| self.at.get(module)).map(|at| (length, *at))
            })?;
            let source = self.sources.get(at)?;
            match path.get(length).and_then(|name| source.imports.get(name)) {
                Some(target) => path = target.iter().chain(path.iter().skip(length + 1)).cloned().collect(),
                None => return Some(at),
            }
        }
        None
    }

    /// For each file, the files that it uses.
    pub(crate) fn uses(&self) -> Vec<BTreeSet<usize>> {
        self.sources
            .iter()
            .enumerate()
            .map(|(at, source)| {
                // What is only passed on is used by nobody here.
                let mut uses: BTreeSet<usize> =
                    source.paths.iter().filter_map(|path| self.file_of(path)).collect();
                uses.remove(&at);
                uses
            })
            .collect()
    }
}

/// The module of a file: `report/mod.rs` → `crate::report`.
fn module_of(path: &Path) -> Name {
    let mut module = vec!["crate".to_owned()];
    let path = path.with_extension("");
    module.extend(path.iter().map(|part| part.to_string_lossy().into_owned()));
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

fn joined(module: &[String], name: &str) -> Name {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// A path as `crate::…` or as that of a library.
fn absolute(module: &[String], path: Name, modules: &BTreeSet<Name>) -> Name {
    let mut base = module.to_vec();
    let mut rest = path.as_slice();
    match rest.first().map(String::as_str) {
        Some("crate") => return path,
        Some("self") => rest = &rest[1..],
        Some("super") => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        Some(first) if modules.contains(&joined(module, first)) => {}
        _ => return path,
    }
    base.extend(rest.iter().cloned());
    base
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a room is a folder")
        .map(|entry| entry.expect("readable").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// `#[test]`, `#[cfg(test)]`, `#[cfg(all(test, …))]`, `#[cfg(any(test, feature = "testing"))]`.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| mentions_test(list.tokens.clone())))
    })
}

fn mentions_test(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Ident(ident) => ident == "test",
        TokenTree::Group(group) => {
            let negated = at > 0 && matches!(&tokens[at - 1], TokenTree::Ident(word) if word == "not");
            !negated && mentions_test(group.stream())
        }
        _ => false,
    })
}

#[derive(Default)]
struct Found {
    imports: Vec<(String, Name)>,
    globs: Vec<Name>,
    paths: Vec<Name>,
    methods: BTreeSet<String>,
    types: Vec<String>,
    locals: BTreeSet<String>,
}

impl Found {
    fn import(&mut self, tree: &syn::UseTree, before: &[String]) {
        match tree {
            syn::UseTree::Path(path) => self.import(&path.tree, &joined(before, &path.ident.to_string())),
            syn::UseTree::Name(name) if name.ident == "self" => {
                if let Some(last) = before.last() {
                    self.imports.push((last.clone(), before.to_vec()));
                }
            }
            syn::UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.imports.push((name.clone(), joined(before, &name)));
            }
            syn::UseTree::Rename(rename) => {
                let target = if rename.ident == "self" {
                    before.to_vec()
                } else {
                    joined(before, &rename.ident.to_string())
                };
                self.imports.push((rename.rename.to_string(), target));
            }
            syn::UseTree::Glob(_) => self.globs.push(before.to_vec()),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, before);
                }
            }
        }
    }

    /// Paths in the arguments of a macro, which syn leaves as tokens.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Name = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 && !path.is_empty() {
                        self.paths.push(std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    if !path.is_empty() {
                        self.paths.push(std::mem::take(&mut path));
                    }
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        if !path.is_empty() {
            self.paths.push(path);
        }
    }
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes: &[syn::Attribute] = match item {
            syn::Item::Const(it) => &it.attrs,
            syn::Item::Enum(it) => &it.attrs,
            syn::Item::Fn(it) => &it.attrs,
            syn::Item::Impl(it) => &it.attrs,
            syn::Item::Macro(it) => &it.attrs,
            syn::Item::Mod(it) => &it.attrs,
            syn::Item::Static(it) => &it.attrs,
            syn::Item::Struct(it) => &it.attrs,
            syn::Item::Trait(it) => &it.attrs,
            syn::Item::Type(it) => &it.attrs,
            syn::Item::Use(it) => &it.attrs,
            _ => &[],
        };
        if is_test(attributes) {
            return;
        }
        match item {
            syn::Item::Struct(it) => self.types.push(it.ident.to_string()),
            syn::Item::Enum(it) => self.types.push(it.ident.to_string()),
            syn::Item::Trait(it) => self.types.push(it.ident.to_string()),
            syn::Item::Type(it) => self.types.push(it.ident.to_string()),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(&item.tree, &[]);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        let mut bound = Bound(&mut self.locals);
        bound.visit_pat(&local.pat);
        visit::visit_local(self, local);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.methods.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.tokens(item.tokens.clone());
        visit::visit_macro(self, item);
    }
}

/// Collects the names that a pattern binds.
struct Bound<'a>(&'a mut BTreeSet<String>);

impl<'ast> Visit<'ast> for Bound<'_> {
    fn visit_field_pat(&mut self, field: &'ast syn::FieldPat) {
        // `Account { told, .. }` is called as its field is.
        if field.colon_token.is_some() {
            visit::visit_field_pat(self, field);
        }
    }

    fn visit_pat_ident(&mut self, bound: &'ast syn::PatIdent) {
        self.0.insert(bound.ident.to_string());
        visit::visit_pat_ident(self, bound);
    }
}
