package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

// manyRightsServer answers with a hundred thousand rights; every third of them is
// another one at each new edition.
type manyRightsServer struct {
	issuer  string
	subject string
	edition atomic.Int64
}

func (s *manyRightsServer) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	now := time.Now().UTC()
	moment := func(ahead time.Duration) string { return now.Add(ahead).Format(time.RFC3339) }
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprintf(w, `{"version":1,"subject":%q,"issuer":%q,"checked_at":%q,"valid_until":%q,"offline_until":%q,"rights":[`,
		s.subject, s.issuer, moment(0), moment(24*time.Hour), moment(30*24*time.Hour))
	for i := range 100_000 {
		comma, edition := ",", int64(0)
		if i == 0 {
			comma = ""
		}
		if i%3 == 0 {
			edition = s.edition.Load()
		}
		_, _ = fmt.Fprintf(w, `%s{"id":"project-%06d.e%d","name":"Project %d, viewer","state":"granted","source":"organization","until":"2031-03-%02d"}`,
			comma, i, edition, i, i%28+1)
	}
	_, _ = w.Write([]byte(`]}`))
}

// manyRightsHome is a home in which somebody with a hundred thousand rights is signed in.
func manyRightsHome(tb testing.TB) (env []string, server *manyRightsServer) {
	tb.Helper()
	demo, err := demoidp.Start(tb.Context(), demoidp.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = demo.Close() })
	server = &manyRightsServer{issuer: demo.Issuer(), subject: demoidp.People()[0].Subject}
	site := httptest.NewServer(server)
	tb.Cleanup(site.Close)
	home := tb.TempDir()
	write := func(name, text string) {
		file := filepath.Join(home, "config", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	write("key", strings.Repeat("k", 32))
	write("settings.toml", fmt.Sprintf("[storage]\nkind = \"sealed_file\"\nkey_file = '%s'\n", filepath.Join(home, "config", "key")))
	write("providers/demo.toml", fmt.Sprintf("id = \"demo\"\nname = \"Demo\"\nissuer = %q\nclient_id = %q\n"+
		"scopes = [\"openid\", \"profile\", \"email\", \"offline_access\"]\n\n[rights]\nurl = %q\n", demo.Issuer(), demo.ClientID(), site.URL+"/rights"))
	env = append(os.Environ(), "LATCHKEY_HOME="+home, "HOME="+home, "PERSON="+demoidp.People()[0].ID, "LANG=en")
	if out, _ := latchkey(tb, env, "sign-in"); !strings.Contains(out, "100000 of 100000 granted") {
		tb.Fatal(out)
	}
	return env, server
}

// latchkey runs the program, and gives its standard output and the memory that it
// had at most, in MB. It says so itself: what the system counts for a child begins
// with the memory of its parent.
func latchkey(tb testing.TB, env []string, args ...string) (out string, peak float64) {
	tb.Helper()
	var answer, talk strings.Builder
	command := exec.CommandContext(tb.Context(), "latchkey", args...)
	file := filepath.Join(tb.TempDir(), "peak")
	command.Env, command.Stdout, command.Stderr = append(env, "LATCHKEY_TEST_PEAK="+file), &answer, &talk
	if err := command.Run(); err != nil {
		tb.Fatalf("%v: %v: %s", args, err, talk.String())
	}
	state, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	_, line, _ := strings.Cut(string(state), "VmHWM:")
	var kilobytes float64
	if _, err := fmt.Sscan(line, &kilobytes); err != nil {
		tb.Fatal(err)
	}
	return answer.String(), kilobytes / 1024
}

func TestAHundredThousandRightsAreAllTold(t *testing.T) {
	t.Parallel()
	env, server := manyRightsHome(t)
	out, _ := latchkey(t, env, "rights")
	if lines := strings.Count(out, "\n"); lines != 100_001 {
		t.Errorf("the list has %d lines", lines)
	}
	out, _ = latchkey(t, env, "rights", "--json")
	var list struct{ Rights []struct{ ID string } }
	if err := json.Unmarshal([]byte(out), &list); err != nil || len(list.Rights) != 100_000 || list.Rights[99_999].ID != "project-099999.e0" {
		t.Errorf("%d rights, %v", len(list.Rights), err)
	}
	server.edition.Add(1)
	out, _ = latchkey(t, env, "rights", "recheck", "--json")
	var difference struct {
		Gained, Lost []struct{ ID string }
		Unchanged    int
	}
	if err := json.Unmarshal([]byte(out), &difference); err != nil || len(difference.Gained) != 33_334 ||
		len(difference.Lost) != 33_334 || difference.Unchanged != 66_666 {
		t.Errorf("%d gained, %d lost, %d unchanged, %v", len(difference.Gained), len(difference.Lost), difference.Unchanged, err)
	}
	server.edition.Add(1)
	out, _ = latchkey(t, env, "rights", "recheck")
	if !strings.Contains(out, "66668 access rights are different now") || !strings.Contains(out, "… and 64668 more") {
		t.Errorf("recheck says %.300s", out)
	}
}

// The figures: time of one command, and its memory at most.
func BenchmarkManyRights(b *testing.B) {
	env, server := manyRightsHome(b)
	for _, command := range []string{"status", "rights check project-099999.e0 --max-age 10h", "rights list", "rights list --json", "rights recheck --json"} {
		b.Run(command, func(b *testing.B) {
			most := 0.0
			for b.Loop() {
				server.edition.Add(1)
				_, peak := latchkey(b, env, strings.Fields(command)...)
				most = max(most, peak)
			}
			b.ReportMetric(most, "peak-MB")
		})
	}
}
