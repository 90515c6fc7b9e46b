import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readSources } from './source-tree.mjs';
import { flag } from './table.mjs';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A made-up API, in the forms that Kubernetes' own sources have. */
const garden = {
  'k8s.io/api/garden/v1/generated.proto': `/*
Copyright: */
// It's written "by a program"; /* is no comment here.
syntax = "proto2";

package k8s.io.api.garden.v1;

import "k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto";

option go_package = "k8s.io/api/garden/v1";

// Bed is a "bed" } of plants.
message Bed {
  // metadata // of it
  // +optional
  optional .k8s.io.apimachinery.pkg.apis.meta.v1.ObjectMeta metadata = 1;

  optional BedSpec spec = 2;

  optional Colours colours = 3;
}

message BedSpec {
  optional string name = 1;

  optional int64 depth = 3;

  repeated Plant plants = 2;

  map<string, int32> counts = 4;

  optional Soil soil = 5;

  optional string aPIGroup = 6;

  optional bool isRaised = 7;

  optional .k8s.io.apimachinery.pkg.apis.meta.v1.ObjectMeta made = 8;
}

message Colours {
  repeated string items = 1;
}

message Plant {
}

message Soil {
  optional double acidity = 1;
}

message Twin {
  optional string name = 1;
}
`,
  'k8s.io/api/garden/v1/types.go': `package v1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// type Bed struct {
type Bed struct {
	metav1.TypeMeta \`json:",inline"\`
	// +optional
	metav1.ObjectMeta \`json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"\`

	Spec BedSpec \`json:"spec" protobuf:"bytes,2,opt,name=spec"\` // trailing
	Colours Colours \`json:"colours,omitempty" protobuf:"bytes,3,rep,name=colours"\`
}

/* type BedSpec struct {
	Name string
} */
type BedSpec struct {
	Name   string           \`json:"name" protobuf:"bytes,1,opt,name=name"\`
	Plants []Plant          \`json:"plants,omitempty" protobuf:"bytes,2,rep,name=plants"\`
	Depth  *int64           \`json:"depth,omitempty" protobuf:"varint,3,opt,name=depth"\`
	Counts map[string]int32 \`json:"counts" protobuf:"bytes,4,rep,name=counts"\`
	Soil                    \`json:"" protobuf:"bytes,5,opt,name=soil"\`
	APIGroup string         \`json:"apiGroup" protobuf:"bytes,6,opt,name=aPIGroup"\`
	IsRaised bool           \`json:"-" protobuf:"varint,7,opt,name=isRaised"\`
	Made metav1.ObjectMeta  \`json:"made,omitempty,omitzero" protobuf:"bytes,8,opt,name=made"\`
}

type Colours []string

type Plant struct{}

type Soil struct {
	Acidity float64 \`json:"acidity" protobuf:"fixed64,1,opt,name=acidity"\`
}

type Twin metav1.ObjectMeta
`,
  'k8s.io/api/garden/v1/twins.go': `//go:build twins

package v1

type Soil struct {
	Acidity *float64 \`json:"sourness" protobuf:"fixed64,1,opt,name=acidity"\`
}
`,
  'k8s.io/api/garden/v1/register.go': `package v1

const GroupName = "garden.example.com"

var SchemeGroupVersion = schema.GroupVersion{Group: GroupName, Version: "v1"}
`,
  'k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto': `package k8s.io.apimachinery.pkg.apis.meta.v1;

message ObjectMeta {
  optional string name = 1;
}
`,
  'k8s.io/apimachinery/pkg/apis/meta/v1/types.go': `package v1

type ObjectMeta struct {
	Name string \`json:"name,omitempty" protobuf:"bytes,1,opt,name=name"\`
}
`,
};

function treeWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-kubernetes-schema-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The fields of a message of the garden: number, name, type and flags. */
function fieldsOf(message: string, files: Readonly<Record<string, string>> = garden): readonly unknown[] | undefined {
  const found = readSources([treeWith(files)]).messages.get(`k8s.io.api.garden.v1.${message}`);
  return found?.fields.map(({ number, name, type, flags }) => [number, name, type, flags]);
}

const meta = 'k8s.io.apimachinery.pkg.apis.meta.v1.ObjectMeta';

describe('a Kubernetes API source tree', () => {
  it('gives each apiVersion its package', () => {
    expect([...readSources([treeWith(garden)]).groups]).toEqual([['garden.example.com/v1', 'k8s.io.api.garden.v1']]);
  });

  it('gives order and types from the .proto, names and flags from Go', () => {
    expect(fieldsOf('BedSpec')).toEqual([
      [1, 'name', 's', 0],
      [3, 'depth', 'l', flag.pointer | flag.omitEmpty],
      [2, 'plants', 'k8s.io.api.garden.v1.Plant', flag.repeated | flag.omitEmpty],
      [4, 'counts', 'i', flag.map],
      [5, '', 'k8s.io.api.garden.v1.Soil', flag.inline],
      [6, 'apiGroup', 's', 0],
      [7, 'isRaised', 'b', 0],
      [8, 'made', meta, flag.omitEmpty | flag.omitZero],
    ]);
  });

  it('keeps an embedded struct that has a name', () => {
    expect(fieldsOf('Bed')?.[0]).toEqual([1, 'metadata', meta, flag.omitEmpty]);
  });

  it('knows a message that wraps a slice, and that a field of it may be absent', () => {
    const { messages } = readSources([treeWith(garden)]);
    expect(messages.get('k8s.io.api.garden.v1.Colours')?.special).toBe('items');
    expect(fieldsOf('Bed')?.[2]).toEqual([
      3,
      'colours',
      'k8s.io.api.garden.v1.Colours',
      flag.omitEmpty | flag.nullable,
    ]);
  });

  it('passes over files that are built only when asked for', () => {
    expect(fieldsOf('Soil')).toEqual([[1, 'acidity', 'd', 0]]);
  });

  it('follows a type that is another package’s by a second name', () => {
    expect(fieldsOf('Twin')).toEqual([[1, 'name', 's', flag.omitEmpty]]);
  });

  it.each(['src/', 'usr/share/gocode/src/', ''])('is the same wherever its packages lie: under %j', (prefix) => {
    const moved = Object.fromEntries(Object.entries(garden).map(([path, text]) => [`${prefix}${path}`, text]));
    expect(readSources([treeWith(moved)])).toEqual(readSources([treeWith(garden)]));
  });

  it.each([
    [
      'a .proto of a new form',
      'generated.proto',
      'message Plant {',
      'message Plant { extensions 4;',
      /line \d+: not under/,
    ],
    ['a scalar without a letter', 'generated.proto', 'double acidity', 'fixed32 acidity', /no letter for .* fixed32/],
    ['a message without its struct', 'types.go', 'type Soil struct', 'type Earth struct', /v1\.Soil has no Go struct/],
    ['a field without its Go field', 'types.go', 'varint,3,opt', 'varint,33,opt', /BedSpec\.depth has no Go field/],
  ])('is refused with %s', (_, file, from, to, words) => {
    const path = `k8s.io/api/garden/v1/${file}` as keyof typeof garden; // a composed key of `garden`
    const changed = garden[path].replace(from, to);
    expect(changed).not.toBe(garden[path]);
    expect(() => readSources([treeWith({ ...garden, [path]: changed })])).toThrow(words);
  });

  it('is refused when it has a package twice, or none', () => {
    const path = 'k8s.io/api/garden/v1/generated.proto';
    expect(() => readSources([treeWith({ ...garden, [`copy/${path}`]: garden[path] })])).toThrow(
      /garden\.v1 is there twice/,
    );
    expect(() => readSources([treeWith({ 'README.md': '' })])).toThrow(/no Kubernetes API sources/);
  });
});
