//! The contract as text against a golden file, so that a number, name, type or label never changes unnoticed; and a comment
//! on every element. `UPDATE_GOLDEN=1` rewrites the golden file.

use std::fmt::Write as _;

use prost_reflect::{
    Cardinality, DescriptorPool, EnumDescriptor, FieldDescriptor, FileDescriptor, Kind, MessageDescriptor, ServiceDescriptor,
};

use crate::support::repository;

const GOLDEN: &str = "tests/data/contract.txt";

/// The packages that are ours to keep.
const PACKAGES: [&str; 2] = ["gouji.v1", "google.rpc"];

#[test]
fn the_contract_is_the_golden_one() {
    let contract = describe(&pool());
    let path = repository(GOLDEN);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &contract).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden file is there");
    let difference = golden.lines().zip(contract.lines()).find(|(golden, now)| golden != now);
    assert_eq!(difference, None, "the contract changed; UPDATE_GOLDEN=1 accepts it");
    assert_eq!(golden.lines().count(), contract.lines().count(), "the contract changed; UPDATE_GOLDEN=1 accepts it");
}

#[test]
fn every_element_of_the_contract_has_a_comment() {
    let mut checked = 0;
    let mut bare = Vec::new();
    for file in ours(&pool()) {
        let proto = file.file_descriptor_proto();
        let comments = proto.source_code_info.as_ref().expect("the descriptors keep comments");
        for path in paths(&file) {
            checked += 1;
            let commented = comments.location.iter().any(|it| it.path == path.1 && !it.leading_comments().trim().is_empty());
            if !commented {
                bare.push(path.0);
            }
        }
    }
    assert!(checked > 300, "only {checked} elements were found");
    assert_eq!(bare, Vec::<String>::new());
}

fn pool() -> DescriptorPool {
    DescriptorPool::decode(gouji_proto::DESCRIPTORS).expect("the descriptors are sound")
}

fn ours(pool: &DescriptorPool) -> Vec<FileDescriptor> {
    let mut files: Vec<_> = pool.files().filter(|file| PACKAGES.contains(&file.package_name())).collect();
    files.sort_by_key(|file| file.name().to_owned());
    files
}

fn describe(pool: &DescriptorPool) -> String {
    let mut text = String::new();
    for file in ours(pool) {
        let _ = writeln!(text, "file {}", file.name());
        file.services().for_each(|service| describe_service(&service, &mut text));
        file.messages().for_each(|message| describe_message(&message, &mut text));
        file.enums().for_each(|it| describe_enum(&it, &mut text));
    }
    text
}

fn describe_service(service: &ServiceDescriptor, text: &mut String) {
    let _ = writeln!(text, "service {}", service.full_name());
    for method in service.methods() {
        let stream = |streaming| if streaming { "stream " } else { "" };
        let _ = writeln!(
            text,
            "  rpc {}({}{}) returns ({}{})",
            method.name(),
            stream(method.is_client_streaming()),
            method.input().full_name(),
            stream(method.is_server_streaming()),
            method.output().full_name()
        );
    }
}

fn describe_message(message: &MessageDescriptor, text: &mut String) {
    if message.is_map_entry() {
        return;
    }
    let _ = writeln!(text, "message {}", message.full_name());
    for field in message.fields() {
        let _ = writeln!(text, "  {} {} {}{} = {}", label(&field), kind(&field), field.name(), oneof(&field), field.number());
    }
    message.child_messages().for_each(|child| describe_message(&child, text));
    message.child_enums().for_each(|child| describe_enum(&child, text));
}

fn describe_enum(it: &EnumDescriptor, text: &mut String) {
    let _ = writeln!(text, "enum {}", it.full_name());
    for value in it.values() {
        let _ = writeln!(text, "  {} = {}", value.name(), value.number());
    }
}

fn label(field: &FieldDescriptor) -> &'static str {
    match field.cardinality() {
        _ if field.is_map() => "map",
        Cardinality::Repeated => "repeated",
        _ if field.field_descriptor_proto().proto3_optional() => "optional",
        _ => "singular",
    }
}

fn kind(field: &FieldDescriptor) -> String {
    match field.kind() {
        Kind::Message(message) if message.is_map_entry() => {
            format!("<{:?}, {:?}>", message.map_entry_key_field().kind(), message.map_entry_value_field().kind())
        }
        Kind::Message(message) => message.full_name().to_owned(),
        Kind::Enum(it) => it.full_name().to_owned(),
        scalar => format!("{scalar:?}"),
    }
}

fn oneof(field: &FieldDescriptor) -> String {
    match field.containing_oneof() {
        Some(oneof) if !oneof.is_synthetic() => format!(" (oneof {})", oneof.name()),
        _ => String::new(),
    }
}

/// Name and path, within the file, of everything that needs a comment.
fn paths(file: &FileDescriptor) -> Vec<(String, Vec<i32>)> {
    let mut paths = Vec::new();
    for service in file.services() {
        paths.push((service.full_name().to_owned(), service.path().to_vec()));
        paths.extend(service.methods().map(|method| (method.full_name().to_owned(), method.path().to_vec())));
    }
    file.messages().for_each(|message| message_paths(&message, &mut paths));
    file.enums().for_each(|it| enum_paths(&it, &mut paths));
    paths
}

fn message_paths(message: &MessageDescriptor, paths: &mut Vec<(String, Vec<i32>)>) {
    if message.is_map_entry() {
        return;
    }
    paths.push((message.full_name().to_owned(), message.path().to_vec()));
    paths.extend(message.fields().map(|field| (field.full_name().to_owned(), field.path().to_vec())));
    let oneofs = message.oneofs().filter(|oneof| !oneof.is_synthetic());
    paths.extend(oneofs.map(|oneof| (oneof.full_name().to_owned(), oneof.path().to_vec())));
    message.child_messages().for_each(|child| message_paths(&child, paths));
    message.child_enums().for_each(|child| enum_paths(&child, paths));
}

fn enum_paths(it: &EnumDescriptor, paths: &mut Vec<(String, Vec<i32>)>) {
    paths.push((it.full_name().to_owned(), it.path().to_vec()));
    paths.extend(it.values().map(|value| (value.full_name().to_owned(), value.path().to_vec())));
}
