// Command go-oracle prints random objects of every Kubernetes kind as a registry stores them, each with the JSON that Go
// makes of it: what a decoder is compared with.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand"
	"os"
	"reflect"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	jsonserializer "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
)

// object is a line of the output.
type object struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Stored     []byte `json:"stored"`
	JSON       string `json:"json"`
}

func main() {
	seed := flag.Int64("seed", 42, "where the random objects begin")
	each := flag.Int("each", 20, "how many objects of each kind")
	flag.Parse()
	if err := run(*seed, *each); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(seed int64, each int) error {
	scheme, err := newScheme()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	lines := json.NewEncoder(out)
	for _, kind := range kindsOf(scheme) {
		// A seed of its own, so that a kind has the same objects whatever kinds there are beside it.
		name := fnv.New32a()
		name.Write([]byte(kind.String()))
		random := filler{rand.New(rand.NewSource(seed + int64(name.Sum32())))}
		for range each {
			made, err := makeObject(scheme, kind, random)
			if err != nil {
				return fmt.Errorf("%s: %w", kind, err)
			}
			if err := lines.Encode(made); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

func makeObject(scheme *runtime.Scheme, kind schema.GroupVersionKind, random filler) (*object, error) {
	filled, err := scheme.New(kind)
	if err != nil {
		return nil, err
	}
	random.fill(reflect.ValueOf(filled).Elem(), 0)
	filled.GetObjectKind().SetGroupVersionKind(kind)
	stores := protobuf.NewSerializer(scheme, scheme)
	var stored bytes.Buffer
	if err := stores.Encode(filled, &stored); err != nil {
		return nil, err
	}

	// The JSON is of what was stored: the wire has no empty lists, and no fractions of a second.
	read, _, err := stores.Decode(stored.Bytes(), nil, nil)
	if err != nil {
		return nil, err
	}
	read.GetObjectKind().SetGroupVersionKind(kind)
	var text bytes.Buffer
	prints := jsonserializer.NewSerializerWithOptions(jsonserializer.DefaultMetaFactory, scheme, scheme, jsonserializer.SerializerOptions{})
	if err := prints.Encode(read, &text); err != nil {
		return nil, err
	}
	apiVersion, kindName := kind.ToAPIVersionAndKind()
	return &object{apiVersion, kindName, stored.Bytes(), string(bytes.TrimSuffix(text.Bytes(), []byte("\n")))}, nil
}
