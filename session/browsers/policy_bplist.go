package browsers

import (
	"encoding/binary"
	"math"
	"unicode/utf16"
)

// binaryPlist is a property list in the form that macOS itself writes: objects, a table of where each begins, and a trailer of 32
// bytes that says where the table is. Source: CFBinaryPList.c of Apple's CoreFoundation, which describes the form.
type binaryPlist struct {
	data    []byte
	offsets []uint64
	refSize int
	budget  int // objects that may still be read: the same one can be named often
}

const (
	binaryPlistMagic = "bplist00"
	plistTrailer     = 32
	maxPlistObjects  = 100_000
)

func parseBinaryPlist(data []byte) (any, error) {
	if len(data) < len(binaryPlistMagic)+plistTrailer {
		return nil, errPlist
	}
	trailer := data[len(data)-plistTrailer:]
	offsetSize, refSize := int(trailer[6]), int(trailer[7])
	count, top, table := binary.BigEndian.Uint64(trailer[8:]), binary.BigEndian.Uint64(trailer[16:]), binary.BigEndian.Uint64(trailer[24:])
	body := uint64(len(data) - plistTrailer) //nolint:gosec // G115: at least 8
	if !isPlistSize(offsetSize) || !isPlistSize(refSize) || count == 0 || count > maxPlistObjects || top >= count ||
		table > body || count*uint64(offsetSize) > body-table { //nolint:gosec // G115: one of 1, 2, 4 and 8
		return nil, errPlist
	}
	p := &binaryPlist{data: data[:table], refSize: refSize, budget: maxPlistObjects}
	for i := range int(count) {
		at := int(table) + i*offsetSize //nolint:gosec // G115: within data
		p.offsets = append(p.offsets, bigEndian(data[at:at+offsetSize]))
	}
	return p.object(top, 0)
}

func isPlistSize(size int) bool { return size == 1 || size == 2 || size == 4 || size == 8 }

func bigEndian(bytes []byte) uint64 {
	var number uint64
	for _, b := range bytes {
		number = number<<8 | uint64(b)
	}
	return number
}

// object reads one object.
func (p *binaryPlist) object(index uint64, depth int) (any, error) {
	if p.budget--; p.budget < 0 || depth > maxPlistDepth || index >= uint64(len(p.offsets)) || p.offsets[index] >= uint64(len(p.data)) {
		return nil, errPlist
	}
	at := p.data[p.offsets[index]:]
	kind, low := at[0]>>4, int(at[0]&0xf)
	switch kind {
	case 0x0:
		return low == 9, nil // 8 is false, 9 true; the others mean nothing here
	case 0x1, 0x2:
		return plistNumber(kind, at[1:], 1<<low)
	case 0x3:
		return "", nil
	}
	length, rest, err := plistLength(at)
	if err != nil {
		return nil, err
	}
	switch kind {
	case 0x4, 0x5, 0x6:
		return plistString(kind, rest, length)
	case 0xa, 0xc:
		return p.list(rest, length, depth)
	case 0xd:
		return p.dict(rest, length, depth)
	}
	return nil, errPlist
}

// plistLength reads how much an object holds: in its first byte, or as a number behind it.
func plistLength(at []byte) (int, []byte, error) {
	if low := int(at[0] & 0xf); low != 0xf {
		return low, at[1:], nil
	}
	if len(at) < 2 || at[1]>>4 != 1 || at[1]&0xf > 3 {
		return 0, nil, errPlist
	}
	size := 1 << (at[1] & 0xf)
	if len(at) < 2+size {
		return 0, nil, errPlist
	}
	length := bigEndian(at[2 : 2+size])
	if length > uint64(len(at)) {
		return 0, nil, errPlist
	}
	return int(length), at[2+size:], nil //nolint:gosec // G115: at most len(at)
}

func plistNumber(kind byte, at []byte, size int) (any, error) {
	if size > 8 || size > len(at) {
		return nil, errPlist
	}
	bits := bigEndian(at[:size])
	switch {
	case kind == 0x1:
		return float64(int64(bits)), nil //nolint:gosec // G115: numbers of eight bytes have a sign
	case size == 4:
		return float64(math.Float32frombits(uint32(bits))), nil //nolint:gosec // G115: four bytes
	case size == 8:
		return math.Float64frombits(bits), nil
	}
	return nil, errPlist
}

func plistString(kind byte, at []byte, length int) (any, error) {
	size := 1
	if kind == 0x6 {
		size = 2
	}
	if length*size > len(at) {
		return nil, errPlist
	}
	switch kind {
	case 0x4:
		return "", nil
	case 0x5:
		return string(at[:length]), nil
	}
	units := make([]uint16, length)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(at[2*i:])
	}
	return string(utf16.Decode(units)), nil
}

func (p *binaryPlist) list(at []byte, length, depth int) (any, error) {
	if length > len(at)/p.refSize {
		return nil, errPlist
	}
	list := []any{}
	for i := range length {
		value, err := p.object(bigEndian(at[i*p.refSize:(i+1)*p.refSize]), depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, nil
}

func (p *binaryPlist) dict(at []byte, length, depth int) (any, error) {
	if length > len(at)/(2*p.refSize) {
		return nil, errPlist
	}
	keys, values := at[:length*p.refSize], at[length*p.refSize:]
	all := map[string]any{}
	for i := range length {
		from, to := i*p.refSize, (i+1)*p.refSize
		key, err := p.object(bigEndian(keys[from:to]), depth+1)
		if err != nil {
			return nil, err
		}
		name, ok := key.(string)
		if !ok {
			return nil, errPlist
		}
		if all[name], err = p.object(bigEndian(values[from:to]), depth+1); err != nil {
			return nil, err
		}
	}
	return all, nil
}
