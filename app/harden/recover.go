package harden

import (
	"fmt"
	"io"
	"runtime"
	"strings"
)

// Failure is all that a person is told of a panic, beside where it was.
const Failure = "unexpected failure"

const (
	codeUnexpected = 1
	depth          = 32 // calls that a trace names
)

// Recover turns a panic of the calling goroutine into exit code 1. It must be
// deferred itself. The panic's value is dropped, because it may repeat what the
// program worked on; out gets constant words, and the functions and lines that
// led there, without their arguments.
//
// A panic of another goroutine cannot be caught here; Go ends the program then
// and prints the value. So whatever a goroutine panics with must be constant.
func Recover(out io.Writer, code *int) {
	if recover() == nil {
		return
	}
	*code = codeUnexpected
	_, _ = io.WriteString(out, Failure+"\n"+trace()) // nobody is left to tell that this failed
}

// trace lists the calls that led to the panic being recovered from, the latest
// first.
func trace() string {
	callers := make([]uintptr, depth)
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers)])
	var lines strings.Builder
	for {
		frame, more := frames.Next()
		if frame.Function != "" && !strings.HasPrefix(frame.Function, "runtime.") {
			fmt.Fprintf(&lines, "  %s\n    %s:%d\n", frame.Function, frame.File, frame.Line)
		}
		if !more {
			return lines.String()
		}
	}
}
