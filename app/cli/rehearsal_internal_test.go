package cli

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"latchkey/app/core"
)

// rehearsed is a cause that was staged, and somebody else at the same home: the
// program that a help desk starts in another terminal.
type rehearsed struct {
	t     *testing.T
	scene *demoScene
	other *core.Core
	stage *demoStage // the browser of the other
}

// nothingOutside is an environment without anything of who runs the tests.
func nothingOutside(name string) string {
	if name == "PATH" {
		return os.Getenv("PATH")
	}
	return ""
}

func openWorld(o Options) (*core.Core, error) {
	return core.Open(core.World{
		Env: o.Env, Home: o.Home, GOOS: runtime.GOOS, PretendedApps: o.PretendedApps, Version: "test", Storage: o.Storage,
		Browser: o.Browser, Now: o.Now,
	})
}

// stageCauses stages causes as `latchkey demo --fault` does.
func stageCauses(t *testing.T, names ...string) *rehearsed {
	t.Helper()
	o := demoOptions{faults: names, home: filepath.Join(t.TempDir(), "home")}
	causes, err := o.causes()
	if err != nil {
		t.Fatal(err)
	}
	clock := &demoClock{}
	server, err := o.start(t.Context(), clock, causes)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	home, err := makeDemoHome(o.home)
	if err != nil {
		t.Fatal(err)
	}
	scene := &demoScene{server: server, home: home, stage: &demoStage{}, clock: clock}
	t.Cleanup(scene.end)
	c := newCall(Program{Env: nothingOutside, In: nil, Out: io.Discard, Err: io.Discard, Version: "test", Now: time.Now, Open: openWorld})
	if err := scene.begin(t.Context(), c, causes); err != nil {
		t.Fatal(err)
	}
	r := &rehearsed{t: t, scene: scene, stage: &demoStage{}}
	r.other, err = openWorld(Options{Env: home.env(nothingOutside), Home: home.person(), Browser: r.stage.open})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// diagnose is the doctor's worst finding, or nil.
func (r *rehearsed) diagnose() *core.CheckAnswer {
	r.t.Helper()
	answer, err := r.other.Diagnose(r.t.Context(), core.DoctorOptions{}, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer.Find(answer.Worst)
}

func (r *rehearsed) why(subject string) core.WhyAnswer {
	r.t.Helper()
	answer, err := r.other.Why(r.t.Context(), core.WhyOptions{Subject: subject}, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer
}

// finds compares what the doctor and why say with the table. Asking why is what a
// help desk does first; the doctor is asked after it.
func (r *rehearsed) finds(row rehearsal) core.WhyAnswer {
	r.t.Helper()
	why := r.why(row.subject)
	fix := ""
	if why.Fix != nil {
		fix = why.Fix.ID
	}
	if why.Problem != row.finds || fix != row.fix {
		r.t.Errorf("why: %s, fix %q; want %s, %q", why.Problem, fix, row.finds, row.fix)
	}
	if row.subject != "" || row.group == "renewal" { // the first look at a bad renewal has ended the session
		return why
	}
	code := ""
	if worst := r.diagnose(); worst != nil {
		code = worst.ProblemCode
	}
	if code != row.finds {
		r.t.Errorf("doctor: %q, want %q", code, row.finds)
	}
	return why
}

// apply does a fix as the command line does.
func (r *rehearsed) apply(fix *core.FixAnswer) {
	r.t.Helper()
	if fix == nil {
		r.t.Fatal("there is no fix")
	}
	result, err := r.other.ApplyFix(r.t.Context(), core.RequestOf(*fix, "", ""), nil)
	if err != nil || result.Result != "done" {
		r.t.Fatalf("fix %s: %+v, %v", fix.ID, result, err)
	}
}

// passes looks again at what was found.
func (r *rehearsed) passes(row rehearsal, found core.WhyAnswer) {
	r.t.Helper()
	if found.Check == nil {
		r.t.Fatal("nothing was found")
	}
	answer, err := r.other.Why(r.t.Context(), core.WhyOptions{Subject: row.subject, Again: &found}, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	if answer.Problem != "" {
		r.t.Errorf("after the fix: %s", answer.Problem)
	}
	for _, link := range answer.Links {
		if link.Check != nil && link.Check.ID == found.Check.ID && link.Check.Result != "pass" {
			r.t.Errorf("after the fix, %s gives %s", link.Check.ID, link.Check.Result)
		}
	}
}
