package main

import (
	"fmt"
	"math"
	"math/rand"
	"reflect"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// filler puts random values into some fields of an object: fewer the deeper they are, so that types that hold themselves
// come to an end.
type filler struct{ *rand.Rand }

func (f filler) isLeftOut(depth int) bool { return f.Float64() < 0.3+0.08*float64(depth) }

func (f filler) fill(v reflect.Value, depth int) {
	if special, ok := specials[v.Type()]; ok {
		v.Set(reflect.ValueOf(special(f)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		f.fillStruct(v, depth)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), depth)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), f.length(), 2))
		for i := range v.Len() {
			f.fill(v.Index(i), depth)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range f.length() {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			f.fill(key, depth)
			f.fill(value, depth)
			v.SetMapIndex(key, value)
		}
	case reflect.String:
		v.SetString(f.text())
	case reflect.Bool:
		v.SetBool(f.Intn(2) == 1)
	case reflect.Uint8:
		v.SetUint(uint64(f.Intn(math.MaxUint8 + 1)))
	case reflect.Int32:
		v.SetInt(int64(int32(f.integer())))
	case reflect.Int64:
		v.SetInt(f.integer())
	case reflect.Float64:
		v.SetFloat(f.float())
	default:
		panic(fmt.Sprintf("nothing is known of filling a %s", v.Type()))
	}
}

func (f filler) fillStruct(v reflect.Value, depth int) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() {
			panic(fmt.Sprintf("%s writes itself: say in values.go what it may hold", v.Type()))
		}
		if field.Type == reflect.TypeFor[metav1.TypeMeta]() || f.isLeftOut(depth) {
			continue
		}
		f.fill(v.Field(i), depth+1)
	}
}

func (f filler) length() int { return f.Intn(3) }
