//go:build linux

package endtoend

import (
	"bytes"
	"encoding/binary"
	"os"
	"testing"
)

// Go programs for Windows ask bcryptprimitives.dll for random bytes, by ProcessPrng, and Debian's Wine 8 has no such library.
// This one holds no code: its one export leads on to a function of Wine's own that takes the same two arguments.
const (
	randomLibrary  = "bcryptprimitives.dll"
	randomFunction = "ProcessPrng"
	randomForward  = "advapi32.SystemFunction036"
)

const (
	dllHeaders = 0x200  // bytes, padded
	dllSection = 0x1000 // where the one section is loaded
)

// writeRandomLibrary writes the library: a PE file of 64 bits with an export directory and nothing else.
func writeRandomLibrary(t testing.TB, path string) {
	t.Helper()
	exports := dllExports()
	headers := dllHeader(uint32(len(exports)))
	file := append(padded(headers, dllHeaders), padded(exports, dllHeaders)...)
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
}

// dllExports is the section: the export directory, its three tables, and the texts. A function's address that lies within the
// directory is the name of another library's function.
func dllExports() []byte {
	const directory, functions, names, ordinals, texts = 0, 40, 44, 48, 50
	library := texts
	function := library + len(randomLibrary) + 1
	forward := function + len(randomFunction) + 1
	var out bytes.Buffer
	at := func(offset int) uint32 { return uint32(dllSection + offset) }
	put(&out, uint32(0), uint32(0), uint32(0), at(library), uint32(1), uint32(1), uint32(1), at(functions), at(names), at(ordinals))
	put(&out, at(forward), at(function), uint16(0))
	for _, text := range []string{randomLibrary, randomFunction, randomForward} {
		out.WriteString(text)
		out.WriteByte(0)
	}
	return out.Bytes()[directory:]
}

// dllHeader is the header for DOS, which only points on, the header of the file, and those of its section.
func dllHeader(length uint32) []byte {
	const peOffset, optionalLength = 64, 240
	var out bytes.Buffer
	out.WriteString("MZ")
	out.Write(make([]byte, 58))
	put(&out, uint32(peOffset))
	out.WriteString("PE\x00\x00")
	const amd64, isLibrary = 0x8664, 0x2000 | 0x20 | 0x2 // for large addresses; can be run
	put(&out, uint16(amd64), uint16(1), uint32(0), uint32(0), uint32(0), uint16(optionalLength), uint16(isLibrary))
	// The optional header: PE32+, sizes, no entry point, the address it would like.
	put(&out, uint16(0x20B), uint16(0), uint32(0), uint32(dllHeaders), uint32(0), uint32(0), uint32(dllSection))
	put(&out, uint64(0x7FFE_1234_0000), uint32(dllSection), uint32(dllHeaders))
	put(&out, uint16(6), uint16(0), uint16(0), uint16(0), uint16(6), uint16(0), uint32(0))
	put(&out, uint32(2*dllSection), uint32(dllHeaders), uint32(0), uint16(2), uint16(0x160)) // for windows; may be moved, data only
	put(&out, uint64(1<<20), uint64(1<<12), uint64(1<<20), uint64(1<<12), uint32(0), uint32(16))
	put(&out, uint32(dllSection), length) // the first of 16 directories
	out.Write(make([]byte, 15*8))
	out.WriteString(".edata\x00\x00")
	put(&out, length, uint32(dllSection), uint32(dllHeaders), uint32(dllHeaders), uint32(0), uint32(0), uint32(0), uint32(0x40000040))
	return out.Bytes()
}

func put(out *bytes.Buffer, numbers ...any) {
	for _, number := range numbers {
		_ = binary.Write(out, binary.LittleEndian, number) // a Buffer takes everything
	}
}

func padded(content []byte, to int) []byte { return append(content, make([]byte, to-len(content))...) }
