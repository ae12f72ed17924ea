// Package process tells whether the process that left its name somewhere is still that process: ids are given out again. It is not
// for listing programs (see session/apps), and it neither starts nor ends any.
package process

import "os"

// Mark is what a process leaves of itself for others to find it again.
type Mark struct {
	Host    string `json:"host,omitempty"`    // name of the computer
	Space   string `json:"space,omitempty"`   // where its id means something, on Linux: containers have ids of their own
	Started string `json:"started,omitempty"` // when it was started, as the system counts; empty: the system does not tell
}

// Own returns the mark of this process.
func Own() Mark {
	host, _ := os.Hostname()
	_, started := look(os.Getpid())
	return Mark{Host: host, Space: space(), Started: started}
}

// Fate is what became of a process.
type Fate string

// The fates of a process.
const (
	Running   Fate = "running"
	Ended     Fate = "ended"     // or its id is another process's by now
	Elsewhere Fate = "elsewhere" // on another computer, or in a container: it cannot be looked at from here
)

// FateOf tells what became of the process that left a mark and its id.
func FateOf(pid int, mark Mark) Fate {
	own := Mark{Space: space()}
	own.Host, _ = os.Hostname()
	runs, started := look(pid)
	return fate(own, mark, runs, started)
}

// fate decides. A mark that does not say where it was left is taken for one of this computer.
func fate(own, mark Mark, runs bool, started string) Fate {
	switch {
	case mark.Host != "" && mark.Host != own.Host, mark.Space != "" && mark.Space != own.Space:
		return Elsewhere
	case !runs, mark.Started != "" && started != "" && mark.Started != started:
		return Ended
	}
	return Running
}
