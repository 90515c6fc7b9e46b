// The codec of Kubernetes itself, as a filter: reads objects as they are stored, each behind its length (4 bytes, the
// highest first), and writes each as JSON on a line. In the end it writes its processor time to stderr, in microseconds.
package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"syscall"

	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/client-go/kubernetes/scheme"
)

func main() {
	decoder := scheme.Codecs.UniversalDeserializer()
	encoder := json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme.Scheme, scheme.Scheme, json.SerializerOptions{})
	in, out := bufio.NewReaderSize(os.Stdin, 1<<20), bufio.NewWriterSize(os.Stdout, 1<<20)
	var length [4]byte
	for {
		if _, err := io.ReadFull(in, length[:]); err != nil {
			if errors.Is(err, io.EOF) {
				break
			}
			log.Fatal(err)
		}
		stored := make([]byte, binary.BigEndian.Uint32(length[:]))
		if _, err := io.ReadFull(in, stored); err != nil {
			log.Fatal(err)
		}
		object, _, err := decoder.Decode(stored, nil, nil)
		if err != nil {
			log.Fatal(err)
		}
		if err := encoder.Encode(object, out); err != nil {
			log.Fatal(err)
		}
	}
	out.Flush()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		log.Fatal(err)
	}
	fmt.Fprintln(os.Stderr, (used.Utime.Nano()+used.Stime.Nano())/1000)
}
