package report_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"latchkey/app/report"
	"latchkey/assets"
)

// largest is a report with as much of everything as core lets in.
func largest() report.Report {
	m := maker()
	r := report.Report{
		Made: report.At(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)), Provider: &report.Provider{},
		Program: report.Program{Version: report.VersionOf("1.2.3-rc.1+abcdef0")},
	}
	for i := range 200 {
		values := []report.Named{}
		for n := range 12 {
			values = append(values, report.Named{Name: m.Code("home"), Kind: m.Code("state"), Value: m.Value("person", fmt.Sprint(i, n))})
		}
		r.Doctor.Checks = append(r.Doctor.Checks, report.Check{ID: m.Code("network.proxy"), Problem: m.Code("reset"), Values: values})
		facts := &report.Facts{Proxy: m.Host("a")}
		for n := range 40 {
			facts.Apps = append(facts.Apps, m.AppVersion("sketchup", fmt.Sprint(n)))
		}
		counts := []report.Count{}
		for n := range 16 {
			counts = append(counts, report.Count{Name: m.Code("signed_in"), N: report.Number(n)})
		}
		r.Activity.Events = append(r.Activity.Events, report.Event{
			At: r.Made, What: m.Code("reset"), Person: m.Person(fmt.Sprint(i)), Facts: facts, Counts: counts, Subject: m.Subject("reset,home"),
		})
	}
	for i := range 100 {
		r.Apps.Found = append(r.Apps.Found, report.FoundApp{ID: m.AppOf("sketchup"), Version: report.VersionOf(fmt.Sprint(i))})
		r.Status.Accounts = append(r.Status.Accounts, report.Account{Person: m.Person(fmt.Sprint("account", i))})
	}
	return r
}

func files(t *testing.T, r report.Report, language string) []report.File {
	t.Helper()
	made, err := report.Files(r, assets.In(language))
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestTheLargestBundleIsSmallAndTheSameEachTime(t *testing.T) {
	r := largest()
	var zips [2][]byte
	for i := range zips {
		packed, err := report.Zip(files(t, r, "nl"), r.Made)
		if err != nil {
			t.Fatal(err)
		}
		zips[i] = packed
	}
	if !bytes.Equal(zips[0], zips[1]) {
		t.Error("the same report gives two bundles")
	}
	sum := 0
	for _, file := range files(t, r, "nl") {
		sum += len(file.Content)
	}
	if len(zips[0]) > 1<<20 || len(zips[0]) < 1000 {
		t.Errorf("the bundle has %d bytes", len(zips[0]))
	}
	t.Logf("%d bytes, %d unpacked", len(zips[0]), sum)
	if !report.IsBundle(zips[0]) || report.IsBundle([]byte("PK")) || report.IsBundle(nil) {
		t.Error("a bundle is not told from something else")
	}
}

func TestABundleHoldsItsFiveFiles(t *testing.T) {
	r := largest()
	packed, err := report.Zip(files(t, r, "en"), r.Made)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	contents := map[string]string{}
	for _, file := range opened.File {
		in, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil || file.Mode().Perm() != 0o600 {
			t.Fatalf("%s: %v, %v", file.Name, file.Mode(), err)
		}
		contents[file.Name] = string(text)
	}
	if len(contents) != 5 {
		t.Fatalf("%d files", len(contents))
	}
	var whole struct {
		Schema   string         `json:"schema"`
		Doctor   map[string]any `json:"doctor"`
		Activity struct{ Events []any }
	}
	if err := json.Unmarshal([]byte(contents["report.json"]), &whole); err != nil || whole.Schema != report.SchemaName || len(whole.Activity.Events) != 200 {
		t.Errorf("report.json: %s, %v", whole.Schema, err)
	}
	var doctor map[string]any
	if err := json.Unmarshal([]byte(contents["doctor.json"]), &doctor); err != nil || len(doctor) != len(whole.Doctor) {
		t.Errorf("doctor.json: %v", err)
	}
	if lines := strings.Count(contents["activity.jsonl"], "\n"); lines != 200 {
		t.Errorf("activity.jsonl has %d lines", lines)
	}
}

func TestThePageLoadsNothingAndRunsNothing(t *testing.T) {
	page := ""
	for _, file := range files(t, largest(), "en") {
		if file.Name == "report.html" {
			page = string(file.Content)
		}
	}
	if !strings.Contains(page, "default-src 'none'") || !strings.Contains(page, "person-") {
		t.Errorf("the page is not as it should be:\n%.2000s", page)
	}
	for _, word := range []string{"<script", "src=\"", "href=", "@import", "url(", "javascript:", "ZgotmplZ", "report.row", "report.word", "report.section"} {
		if strings.Contains(page, word) {
			t.Errorf("the page holds %q", word)
		}
	}
}

func TestTheTicketIsOnePageInTheLanguageAskedFor(t *testing.T) {
	for _, language := range assets.Languages() {
		ticket := report.Ticket(largest(), assets.In(language))
		lines := strings.Split(ticket, "\n")
		if len(lines) > 62 || len(lines) < 20 || lines[0] != assets.In(language).Text("report.title") {
			t.Errorf("%s: %d lines, the first is %q", language, len(lines), lines[0])
		}
		for _, line := range lines {
			if utf8.RuneCountInString(line) > 100 || strings.Contains(line, "report.") {
				t.Errorf("%s: %q", language, line)
			}
		}
	}
	empty := report.Ticket(report.Report{}, assets.In("en"))
	if strings.Contains(empty, "report.") || strings.Contains(empty, "{") {
		t.Errorf("of an empty report:\n%s", empty)
	}
}
