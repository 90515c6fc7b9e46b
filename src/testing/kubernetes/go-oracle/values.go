package main

import (
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensionsv1beta1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1beta1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// specials are the types that write themselves, each with what it may hold.
var specials = map[reflect.Type]func(filler) any{
	reflect.TypeFor[metav1.Time]():               func(f filler) any { return metav1.Time{Time: f.time()} },
	reflect.TypeFor[metav1.MicroTime]():          func(f filler) any { return metav1.MicroTime{Time: f.time()} },
	reflect.TypeFor[metav1.Duration]():           func(f filler) any { return metav1.Duration{Duration: time.Duration(f.integer())} },
	reflect.TypeFor[metav1.FieldsV1]():           func(f filler) any { return metav1.FieldsV1{Raw: f.rawObject()} },
	reflect.TypeFor[runtime.RawExtension]():      func(f filler) any { return runtime.RawExtension{Raw: f.rawObject()} },
	reflect.TypeFor[resource.Quantity]():         func(f filler) any { return f.quantity() },
	reflect.TypeFor[intstr.IntOrString]():        func(f filler) any { return f.intOrString() },
	reflect.TypeFor[apiextensionsv1.JSON]():      func(f filler) any { return apiextensionsv1.JSON{Raw: f.rawValue(0)} },
	reflect.TypeFor[apiextensionsv1beta1.JSON](): func(f filler) any { return apiextensionsv1beta1.JSON{Raw: f.rawValue(0)} },
}

func oneOf[T any](f filler, choices ...T) T { return choices[f.Intn(len(choices))] }

// letters are those that a JSON printer may go wrong with, among plain ones.
var letters = []rune("abcxyz-./019 \"\\\n\r\t\b\f\x00\x1f\x7f<>&'äßñ漢字\u2028\u2029\u00a0\ufeff😀\U0010ffff\ufffd")

func (f filler) text() string {
	// Numbers as names: JavaScript's objects would put them first.
	if f.Intn(8) == 0 {
		return strconv.Itoa(f.Intn(20))
	}
	var text strings.Builder
	for range f.Intn(12) {
		text.WriteRune(oneOf(f, letters...))
	}
	return text.String()
}

func (f filler) integer() int64 {
	return oneOf(f, 0, 1, -1, math.MaxInt32, math.MinInt32, math.MaxInt64, math.MinInt64, 1<<53+1, f.Int63()>>f.Intn(63))
}

func (f filler) float() float64 {
	return oneOf(f, 0, math.Copysign(0, -1), 1, -1.5, 1e20, 1e21, 1e-6, 1e-7, math.MaxFloat64, math.SmallestNonzeroFloat64, f.NormFloat64())
}

func (f filler) time() time.Time {
	if f.Intn(6) == 0 {
		return time.Time{}
	}
	seconds := oneOf(f, 0, -1, 253402300799, -62135596799, f.Int63n(4_000_000_000))
	return time.Unix(seconds, f.Int63n(1_000_000_000)).UTC()
}

func (f filler) quantity() resource.Quantity {
	number := oneOf(f, "0", "1", "-3", "100", "1.5", "0.001", "9223372036854775807", "12345678901234567890")
	return resource.MustParse(number + oneOf(f, "", "m", "k", "Mi", "G", "Ti", "e3", "n"))
}

func (f filler) intOrString() intstr.IntOrString {
	if f.Intn(2) == 0 {
		return intstr.FromInt32(int32(f.integer()))
	}
	return intstr.FromString(f.text())
}

// rawObject is the JSON text of an object, as a client may have sent it, or nothing.
func (f filler) rawObject() []byte {
	if f.Intn(5) == 0 {
		return nil
	}
	return f.rawMembers(0)
}

func (f filler) rawMembers(depth int) []byte {
	var text strings.Builder
	text.WriteString("{")
	seen := map[string]bool{}
	for range f.Intn(4) {
		name := f.text()
		if seen[name] {
			continue
		}
		if len(seen) > 0 {
			text.WriteString("," + f.space())
		}
		seen[name] = true
		text.Write(quoted(name))
		text.WriteString(":" + f.space())
		text.Write(f.rawValue(depth + 1))
	}
	text.WriteString(f.space() + "}")
	return []byte(text.String())
}

// rawValue is the JSON text of any value.
func (f filler) rawValue(depth int) []byte {
	if depth < 3 && f.Intn(3) == 0 {
		return f.rawMembers(depth)
	}
	if depth < 3 && f.Intn(5) == 0 {
		return []byte("[" + string(f.rawValue(depth+1)) + "," + f.space() + string(f.rawValue(depth+1)) + "]")
	}
	return oneOf(f, []byte("null"), []byte("true"), []byte("[]"), []byte("{}"), []byte("1.0"), []byte("-0"), []byte("1E400"),
		[]byte("12345678901234567890.123"), []byte(`"\u0041\/\ud83d\ude00"`), quoted(f.text()), quoted(f.text()))
}

func (f filler) space() string { return oneOf(f, "", "", " ", "\n\t") }

func quoted(text string) []byte {
	// A string is always printable as JSON.
	printed, _ := json.Marshal(text)
	return printed
}
