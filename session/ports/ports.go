// Package ports names the program that holds a port of this computer, for the
// words of an error: it is not for deciding anything, since the answer may be
// old when it arrives, and a program names itself.
package ports

// Holder names the program that listens on a TCP port of a loopback or wildcard
// address, and its process. It is false where the system does not tell: on
// systems other than Linux, and for programs of other people.
func Holder(port int) (program string, pid int, ok bool) { return holder(port) }
