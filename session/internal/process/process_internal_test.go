package process

import (
	"os"
	"os/exec"
	"testing"
)

func TestFate(t *testing.T) {
	own := Mark{Host: "here", Space: "pid:[1]"}
	for _, c := range []struct {
		what    string
		mark    Mark
		runs    bool
		started string
		want    Fate
	}{
		{"the same", Mark{"here", "pid:[1]", "77"}, true, "77", Running},
		{"an old note", Mark{}, true, "77", Running},
		{"an old note of a process that is gone", Mark{}, false, "", Ended},
		{"gone", Mark{"here", "pid:[1]", "77"}, false, "", Ended},
		{"the id is another's by now", Mark{"here", "pid:[1]", "77"}, true, "99", Ended},
		{"it cannot be asked when it was started", Mark{"here", "pid:[1]", "77"}, true, "", Running},
		{"another computer", Mark{"there", "pid:[1]", "77"}, false, "", Elsewhere},
		{"a container", Mark{"here", "pid:[2]", "77"}, false, "", Elsewhere},
	} {
		if got := fate(own, c.mark, c.runs, c.started); got != c.want {
			t.Errorf("%s: %s", c.what, got)
		}
	}
}

const childPart = "LATCHKEY_TEST_CHILD"

func TestAProcessIsFoundAgainUntilItEnds(t *testing.T) {
	if os.Getenv(childPart) != "" {
		_, _ = os.Stdout.WriteString("r")
		_, _ = os.Stdin.Read(make([]byte, 1))
		return
	}
	if own := Own(); own.Host == "" || own.Started == "" || FateOf(os.Getpid(), own) != Running {
		t.Fatalf("this process is not itself: %+v", own)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestAProcessIsFoundAgainUntilItEnds$")
	child.Env = append(os.Environ(), childPart+"=x")
	in, _ := child.StdinPipe()
	out, _ := child.StdoutPipe()
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	mark := Own()
	mark.Started += "0" // this process and the child may have been started within one tick
	if got := FateOf(child.Process.Pid, mark); got != Ended {
		t.Errorf("a process that was started at another time is %s", got)
	}
	_, mark.Started = look(child.Process.Pid)
	if got := FateOf(child.Process.Pid, mark); got != Running {
		t.Errorf("while it runs it is %s", got)
	}
	_ = in.Close()
	if err := child.Wait(); err != nil {
		t.Fatal(err)
	}
	if got := FateOf(child.Process.Pid, mark); got != Ended {
		t.Errorf("after its end it is %s", got)
	}
}
