//go:build linux

package endtoend

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

// referenceClient is the npm package oauth4webapi in a process of its own: a
// client that nobody here wrote.
type referenceClient struct {
	jobs    io.Writer
	answers *json.Decoder
}

// referenceJob is one sign-in, from discovery to revocation.
type referenceJob struct {
	Issuer string `json:"issuer"`
	Client string `json:"client"`
	Flow   string `json:"flow,omitempty"`  // "device", or the browser
	PAR    bool   `json:"par,omitempty"`   // push the request (RFC 9126)
	DPoP   bool   `json:"dpop,omitempty"`  // bind the tokens (RFC 9449)
	Fresh  bool   `json:"fresh,omitempty"` // max_age=0
}

// referenceAnswer is what came of it.
type referenceAnswer struct {
	OK       *bool    `json:"ok"` // nil: the client asks for the person
	Steps    []string `json:"steps"`
	Step     string   `json:"step"`
	Error    string   `json:"error"`
	Code     string   `json:"code"`
	Open     string   `json:"open"`
	Approve  string   `json:"approve"`
	UserCode string   `json:"user_code"`
}

func startReferenceClient(t testing.TB) *referenceClient {
	t.Helper()
	jobs, answers := startNode(t, "client.mjs")
	return &referenceClient{jobs: jobs, answers: json.NewDecoder(answers)}
}

// run does one job; Mila plays the person.
func (c *referenceClient) run(t testing.TB, job referenceJob) referenceAnswer {
	t.Helper()
	if err := json.NewEncoder(c.jobs).Encode(job); err != nil {
		t.Fatal(err)
	}
	person := &demoidp.UserAgent{Person: "mila"}
	for {
		var got referenceAnswer
		if err := c.answers.Decode(&got); err != nil {
			t.Fatalf("the reference client ended: %v", err)
		}
		switch {
		case got.OK != nil:
			return got
		case got.Open != "":
			if err := person.Open(t.Context(), got.Open); err != nil {
				t.Logf("the person: %v", err) // the client says what it met
			}
		case got.Approve != "":
			if err := person.ApproveDevice(t.Context(), got.Approve, got.UserCode); err != nil {
				t.Logf("the person: %v", err)
			}
		}
	}
}

// startQuickDemo starts a demo provider that may be asked every second.
func startQuickDemo(t testing.TB, options demoidp.Options) *demoidp.Server {
	t.Helper()
	options.DeviceInterval = time.Second
	server, err := demoidp.Start(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// The demo provider is honest: the reference client completes every flow at it.
func TestTheReferenceClientCompletesAtTheDemoProvider(t *testing.T) {
	t.Parallel()
	client := startReferenceClient(t)
	common := []string{"userinfo", "refresh", "renewed userinfo", "revocation"}
	tests := []struct {
		name    string
		options demoidp.Options
		job     referenceJob
		steps   []string
	}{
		{"browser", demoidp.Options{}, referenceJob{}, []string{"discovery", "callback", "code"}},
		{"fresh", demoidp.Options{}, referenceJob{Fresh: true}, []string{"discovery", "callback", "code"}},
		{"no rotation, opaque tokens", demoidp.Options{KeepRefresh: true, OpaqueAccess: true}, referenceJob{}, []string{"discovery", "callback", "code"}},
		{"device", demoidp.Options{}, referenceJob{Flow: "device"}, []string{"discovery", "device", "code"}},
		{"pushed request", demoidp.Options{RequirePAR: true}, referenceJob{PAR: true}, []string{"discovery", "par", "callback", "code"}},
		{"DPoP", demoidp.Options{RequireDPoP: true}, referenceJob{DPoP: true}, []string{"discovery", "callback", "code"}},
		{"DPoP with a nonce, pushed request", demoidp.Options{RequireDPoP: true, DPoPNonce: true}, referenceJob{DPoP: true, PAR: true}, []string{"discovery", "par", "callback", "code"}},
		{"DPoP on a device", demoidp.Options{RequireDPoP: true, DPoPNonce: true}, referenceJob{DPoP: true, Flow: "device"}, []string{"discovery", "device", "code"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := startQuickDemo(t, tt.options)
			tt.job.Issuer, tt.job.Client = server.Issuer(), server.ClientID()
			got := client.run(t, tt.job)
			if want := slices.Concat(tt.steps, common); !*got.OK || !slices.Equal(got.Steps, want) {
				t.Errorf("done: %q, then at %s: %s (%s)", got.Steps, got.Step, got.Error, got.Code)
			}
		})
	}
}

// The demo provider's faults are real: the reference client refuses each that it
// looks for, for the right reason, and meets nothing else on the way.
func TestTheReferenceClientRefusesTheDemosFaults(t *testing.T) {
	t.Parallel()
	client := startReferenceClient(t)
	server := startQuickDemo(t, demoidp.Options{})
	for _, tt := range referenceFaults() {
		t.Run(tt.name, func(t *testing.T) {
			server.Control().Reset()
			if err := server.Control().Fault(tt.name, true); err != nil {
				t.Fatal(err)
			}
			tt.job.Issuer, tt.job.Client = server.Issuer(), server.ClientID()
			tt.check(t, client.run(t, tt.job))
		})
	}
}

func (f referenceFault) check(t *testing.T, got referenceAnswer) {
	t.Helper()
	if f.step == "" {
		if !*got.OK {
			t.Errorf("refused at %s: %s (%s), want it to complete: %s", got.Step, got.Error, got.Code, f.why)
		}
		return
	}
	if *got.OK {
		t.Fatalf("it completed: %q", got.Steps)
	}
	if got.Step != f.step || !strings.Contains(got.Error+" ("+got.Code+")", f.says) {
		t.Errorf("refused at %q: %s (%s), want at %q: %s", got.Step, got.Error, got.Code, f.step, f.says)
	}
}

// Every fault of the demo has its row: what the reference client does about it.
func TestEveryFaultIsShownToTheReferenceClient(t *testing.T) {
	var shown []string
	for _, row := range referenceFaults() {
		if slices.Contains(shown, row.name) {
			t.Errorf("%s stands there twice", row.name)
		}
		shown = append(shown, row.name)
		if (row.step == "") != (row.says == "") || row.step == "" && row.why == "" {
			t.Errorf("%s: a refusal has a step and words, and anything else a reason", row.name)
		}
	}
	for _, fault := range demoidp.Faults() {
		if !slices.Contains(shown, fault.Name) {
			t.Errorf("%s is not shown to the reference client", fault.Name)
		}
	}
}
