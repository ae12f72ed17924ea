package apps

import (
	"bytes"
	"encoding/binary"
)

// parseProcArgs reads the answer of macOS's kern.procargs2: the number of arguments in four bytes, the path of the executable,
// zero bytes up to the next word, the arguments and then the settings, each ended by a zero byte. An answer that is cut off gives
// what is whole in it; false when not even the path is.
func parseProcArgs(raw []byte) (exe string, args, environ []string, ok bool) {
	if len(raw) < 4 {
		return "", nil, nil, false
	}
	count := int(int32(binary.NativeEndian.Uint32(raw))) //nolint:gosec // G115: it is a C int
	head, rest, ended := bytes.Cut(raw[4:], []byte{0})
	if !ended || len(head) == 0 || count < 0 {
		return "", nil, nil, false
	}
	rest = bytes.TrimLeft(rest, "\x00")
	for len(rest) > 0 {
		part, tail, ended := bytes.Cut(rest, []byte{0})
		switch {
		case !ended:
			return string(head), args, environ, true
		case len(args) < count:
			args = append(args, string(part))
		case len(part) == 0:
			return string(head), args, environ, true
		default:
			environ = append(environ, string(part))
		}
		rest = tail
	}
	return string(head), args, environ, true
}
