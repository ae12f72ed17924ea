package core_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
)

// told is what of report.json the tests look at.
type told struct {
	Schema string
	Asked  struct{ Symptom, Kind, App, Language string }
	Status struct {
		State    string
		Accounts []struct{ Person, Organization, Provider string }
	}
	Provider *struct {
		ID           string
		IssuerHost   string `json:"issuer_host"`
		Capabilities []string
	}
	Apps struct {
		Found []struct{ ID, Version string }
	}
	Rights struct{ Count, Granted int }
	Doctor struct {
		Worst  string
		Chain  []struct{ Link, State string }
		Checks []struct {
			ID       string
			Result   string
			Problem  string `json:"problem_code"`
			Evidence string `json:"evidence_code"`
			Values   []struct{ Name, Kind, Value string }
		}
	}
	Activity struct {
		Events []struct{ Event, Result, Person, Subject string }
	}
}

func (h *home) report(c *core.Core, o core.ReportOptions) (core.ReportAnswer, told) {
	h.t.Helper()
	answer, err := c.SupportReport(h.t.Context(), o)
	if err != nil {
		h.t.Fatal(err)
	}
	var found told
	if err := json.Unmarshal(answer.JSON, &found); err != nil {
		h.t.Fatal(err)
	}
	return answer, found
}

func TestAReportTellsWhatAHelpDeskNeeds(t *testing.T) {
	h := newHome(t)
	parts := h.Deps
	parts.AppFinder = installed{sketchUp("2024")}
	used := core.New(parts)
	if _, err := used.SignIn(t.Context(), core.SignInOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	_, found := h.report(used, core.ReportOptions{Subject: "sketchup@2024", Language: "nl"})
	if found.Schema != "latchkey.support-bundle/1" || found.Asked.Kind != "app" || found.Asked.App != "sketchup@2024" || found.Asked.Language != "nl" {
		t.Errorf("asked: %+v", found.Asked)
	}
	if found.Status.State != "signed_in" || len(found.Status.Accounts) != 1 || found.Status.Accounts[0].Provider != "demo" {
		t.Errorf("status: %+v", found.Status)
	}
	if found.Provider == nil || found.Provider.IssuerHost != "127.0.0.1" || len(found.Provider.Capabilities) < 5 {
		t.Errorf("provider: %+v", found.Provider)
	}
	if len(found.Apps.Found) != 1 || found.Apps.Found[0].ID != "sketchup" || found.Apps.Found[0].Version != "2024" {
		t.Errorf("apps: %+v", found.Apps)
	}
	if found.Rights.Count == 0 || len(found.Doctor.Chain) != 8 || len(found.Doctor.Checks) < 15 {
		t.Errorf("%d rights, %d links, %d checks", found.Rights.Count, len(found.Doctor.Chain), len(found.Doctor.Checks))
	}
	person := found.Status.Accounts[0].Person
	if len(found.Activity.Events) != 2 || found.Activity.Events[0].Event != core.EventSignIn || found.Activity.Events[0].Person != person {
		t.Errorf("%s did %+v", person, found.Activity.Events)
	}
}

// What the checks say in codes is known to the report; nothing of it is lost as "other".
func TestNoCodeOfTheDoctorIsUnknownToTheReport(t *testing.T) {
	h := newHome(t)
	look := func(when string) {
		_, found := h.report(h.Core, core.ReportOptions{})
		for _, check := range found.Doctor.Checks {
			for what, code := range map[string]string{"id": check.ID, "result": check.Result, "problem": check.Problem, "evidence": check.Evidence} {
				if code == "other" {
					t.Errorf("%s: the %s of %s is not known", when, what, check.ID)
				}
			}
			for _, value := range check.Values {
				if value.Name == "other" || value.Kind == "other" || value.Kind == "code" && value.Value == "other" || value.Kind == "version" && value.Value == "other" {
					t.Errorf("%s: %s, %s: a value is not known: %+v", when, check.ID, check.Evidence, value)
				}
			}
		}
	}
	look("nobody signed in")
	h.signIn()
	look("signed in")
	h.clock.advance(30 * 24 * time.Hour)
	look("after a month")
	h.write(h.SessionFile.Path(), "nonsense")
	_ = h.server.Close()
	look("damaged and without a server")
}

func TestAReportIsTheSameEachTimeAndWritesNothing(t *testing.T) {
	h := newHome(t)
	h.signIn()
	known, err := h.Diagnose(t.Context(), core.DoctorOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "latchkey.zip")
	first, one := h.report(h.Core, core.ReportOptions{Known: &known})
	before := everything(t, h.folder)
	h.report(h.Core, core.ReportOptions{Known: &known})
	if after := everything(t, h.folder); after != before {
		t.Errorf("written: %s, before %s", after, before)
	}
	if _, err := h.WriteSupportBundle(t.Context(), first, path); err != nil {
		t.Fatal(err)
	}
	_, two := h.report(h.Core, core.ReportOptions{Known: &known})
	if one.Status.Accounts[0] != two.Status.Accounts[0] {
		t.Errorf("the same person is %+v and %+v", one.Status.Accounts[0], two.Status.Accounts[0])
	}
	again := filepath.Join(t.TempDir(), "again.zip")
	if _, err := h.WriteSupportBundle(t.Context(), first, again); err != nil || !bytes.Equal(h.read(path), h.read(again)) {
		t.Errorf("the same report makes two zips (%v)", err)
	}
	for _, scope := range []string{core.ScopeSession, core.ScopeAll} {
		h.reset(scope)
	}
	h.signIn()
	if _, three := h.report(h.Core, core.ReportOptions{Known: &known}); one.Status.Accounts[0] != three.Status.Accounts[0] {
		t.Error("after a reset the person is called something else")
	}
}

// everything names all files of a folder with their sizes.
func everything(t *testing.T, folder string) string {
	t.Helper()
	var names strings.Builder
	err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			names.WriteString(strings.TrimPrefix(path, folder) + " " + info.ModTime().String() + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names.String()
}

func TestABundleIsWrittenWholeAndReplacesNothingElse(t *testing.T) {
	h := newHome(t)
	answer, _ := h.report(h.Core, core.ReportOptions{Known: &core.DoctorAnswer{}})
	folder := t.TempDir()
	path := filepath.Join(folder, "latchkey.zip")
	for range 2 { // also over a bundle
		written, err := h.WriteSupportBundle(t.Context(), answer, path)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode() != 0o600 || info.Size() != written.Size || written.Path != path || len(written.Files) != 5 || info.Size() > 1<<20 {
			t.Fatalf("%+v, %v, %v", written, info.Mode(), err)
		}
	}
	opened, err := zip.OpenReader(path)
	if err != nil || len(opened.File) != 5 {
		t.Fatal(err)
	}
	_ = opened.Close()
	letter, link := filepath.Join(folder, "letter.txt"), filepath.Join(folder, "link.zip")
	h.write(letter, "of the person")
	if err := os.Symlink(letter, link); err != nil {
		t.Fatal(err)
	}
	for _, taken := range []string{letter, link, folder} {
		_, err := h.WriteSupportBundle(t.Context(), answer, taken)
		var named *core.BundleTakenError
		if !errors.As(err, &named) || core.Code(err) != "bundle_taken" {
			t.Errorf("%s: %v", taken, err)
		}
	}
	if text := string(h.read(letter)); text != "of the person" {
		t.Errorf("the letter is now %q", text)
	}
	if _, err := h.WriteSupportBundle(t.Context(), answer, filepath.Join(folder, "none", "x.zip")); err == nil {
		t.Error("written into a folder that is not there")
	}
}

func TestAReportIsMadeWithoutAProviderAndWithoutASession(t *testing.T) {
	h := newHome(t)
	if _, err := h.RemoveProvider(t.Context(), "demo"); err != nil {
		t.Fatal(err)
	}
	answer, found := h.report(h.Core, core.ReportOptions{})
	if found.Status.State != "signed_out" || len(found.Status.Accounts) != 0 || !strings.HasPrefix(answer.Ticket, "Support report") {
		t.Errorf("%+v\n%s", found.Status, answer.Ticket)
	}
}
