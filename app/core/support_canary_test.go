package core_test

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/doctor"
	"latchkey/session"
	"latchkey/session/apps"
)

// canaries are what must never leave the computer, by what they are.
type canaries map[string]string

// words are the canaries that are planted where a text can stand. Those in lower
// case pass every alphabet there is: only a list of what is known keeps them out.
func words() canaries {
	return canaries{
		"mail": "canary.vogel@canarymail.example", "name": "Canary Vogelaar", "organization": "Canary Bouwgroep", "organization id": "canaryorgid77",
		"folder": "/srv/canaryfolder/geheim", "user": "canaryuser", "proxy password": "canaryproxypass", "proxy host": "proxy.canaryhost.example",
		"cookie": "canarycookie0123456789", "client secret": "canaryclientsecret", "right": "canaryright", "code": "canarycode", "app": "canarycad",
		"app name": "CanaryCAD Pro", "authority": "Canary Interception CA", "setting": "canarysetting",
	}
}

// variants are how a text may stand in a file.
func variants(text string) []string {
	found := []string{text, url.QueryEscape(text), url.PathEscape(text), hex.EncodeToString([]byte(text))}
	for shift := range 3 { // where it begins between two letters of base64
		padded := append(make([]byte, shift), text...)
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			encoded := encoding.EncodeToString(padded)
			if len(encoded) > 12 {
				found = append(found, encoded[4:len(encoded)-4])
			}
		}
	}
	return found
}

// wantNone fails for every canary that stands in a content.
func (c canaries) wantNone(t *testing.T, where, content string) {
	t.Helper()
	content = strings.ToLower(content)
	for what, text := range c {
		for _, variant := range variants(text) {
			if text != "" && strings.Contains(content, strings.ToLower(variant)) {
				t.Errorf("%s holds the %s %q as %q", where, what, text, variant)
			}
		}
	}
}

// wantNoneIn looks at everything that a report is, and at the zip.
func (c canaries) wantNoneIn(t *testing.T, h *home, answer core.ReportAnswer) {
	t.Helper()
	c.wantNone(t, "the ticket", answer.Ticket)
	c.wantNone(t, "the JSON", string(answer.JSON))
	for _, file := range answer.Files {
		c.wantNone(t, file.Name, string(file.Content))
	}
	path := filepath.Join(t.TempDir(), "bundle.zip")
	if _, err := h.WriteSupportBundle(t.Context(), answer, path); err != nil {
		t.Fatal(err)
	}
	c.wantNone(t, "the zip", string(h.read(path)))
}

// plant puts the canaries wherever a report looks.
func (c canaries) plant(t *testing.T, h *home) *core.Core {
	t.Helper()
	t.Setenv("NO_PROXY", c["proxy host"])
	t.Setenv("HTTPS_PROXY", "http://"+c["user"]+":"+c["proxy password"]+"@"+c["proxy host"]+":3128")
	record, err := h.SessionFile.Read()
	if err != nil {
		t.Fatal(err)
	}
	account := &record.Accounts[0]
	account.Email, account.Name, account.Problem = c["mail"], c["name"], c["code"]
	account.Organization = session.Organization{ID: c["organization id"], Name: c["organization"]}
	settings, err := h.Settings()
	if err != nil {
		t.Fatal(err)
	}
	settings.Expected = core.ExpectedSettings{Account: c["mail"], Organization: c["organization"]}
	settings.Network.Proxy = "http://" + c["user"] + "@" + c["proxy host"] + ":3128"
	settings.Network.NoProxy = []string{c["proxy host"]}
	line := fmt.Sprintf(`{"format":1,"at":"2026-11-20T08:00:00Z","what":%q,"result":"failed","problem":%q,"provider":%q,"subject":%q,`+
		`"counts":{%q:1},"version":%q,"facts":{"proxy":%q,"ca_issuer":%q,"organization":{"id":%q,"name":%q},"apps":[%q]}}`+"\n%s\n",
		c["code"], c["code"], c["app"], c["setting"], c["right"], c["code"], "http://"+c["proxy host"]+":1", c["authority"],
		c["organization id"], c["organization"], c["app"]+"@"+c["code"], c["cookie"])
	app := "id = \"" + c["app"] + "\"\nname = \"" + c["app name"] + "\"\n" + c["cookie"]
	log := string(h.read(h.Deps.Paths.Activity))
	h.write(h.Deps.Paths.Activity, log+line)
	err = errors.Join(h.SessionFile.Write(record), h.SaveSettings(settings), os.MkdirAll(h.Deps.Paths.Apps, 0o700),
		os.WriteFile(filepath.Join(h.Deps.Paths.Apps, c["app"]+".toml"), []byte(app), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	parts := h.Deps
	parts.AppFinder = installed{sketchUp("2024"), {App: apps.App{ID: c["app"], Name: c["app name"]}, Version: c["code"], Prefix: c["folder"]}}
	parts.Version = c["code"]
	return core.New(parts)
}

// answered is a doctor that has seen nothing but canaries.
func (c canaries) answered() *core.DoctorAnswer {
	saw := doctor.Evidence{Code: c["code"], Values: map[string]doctor.Value{}}
	for what, text := range c {
		for _, kind := range []doctor.Kind{
			doctor.KindNumber, doctor.KindSeconds, doctor.KindMoment, doctor.KindCode, doctor.KindVersion, doctor.KindApp, doctor.KindHost,
			doctor.KindAddress, doctor.KindPerson, doctor.KindPath, doctor.KindName, doctor.Kind(c["code"]),
		} {
			saw.Values[c["code"]+what+string(kind)] = doctor.Value{Kind: kind, Text: text}
		}
	}
	known := saw
	known.Code = "apps_none" // one that may well have words
	check := core.CheckAnswer{
		ID: c["code"], Title: c["name"], Link: c["code"], Result: c["code"], Evidence: c["mail"], EvidenceCode: c["code"], ProblemCode: c["code"],
		HiddenBy: c["code"], Saw: saw, Err: errors.New(c["mail"]), Fix: &core.FixAnswer{ID: c["code"], Argument: c["folder"], Address: c["mail"]},
		At: core.At(time.Now()), Values: map[string]string{"x": c["mail"]},
	}
	other := check
	other.ID, other.EvidenceCode, other.Saw = "clock", known.Code, known
	changes := []core.ChangedAnswer{{What: c["code"], Before: c["mail"], After: c["name"], Text: c["mail"], BeforeValue: doctor.Person(c["mail"]), AfterValue: doctor.Code(c["code"])}}
	return &core.DoctorAnswer{Checks: []core.CheckAnswer{check, other}, Worst: c["code"], Result: c["code"], Changed: changes}
}

func TestNothingThatNamesAnybodyIsInABundle(t *testing.T) {
	h := newHome(t)
	account := h.signIn().Account
	c := words()
	rights, err := h.Rights(t.Context(), "")
	if err != nil || len(rights.Rights) == 0 {
		t.Fatal(err)
	}
	for i, right := range rights.Rights {
		c[fmt.Sprint("right ", i)], c[fmt.Sprint("name of right ", i)] = right.ID, right.Name
	}
	token, err := h.Token(t.Context(), core.TokenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c["token"], c["demo mail"], c["demo name"], c["demo organization"] = token.AccessToken, account.Email, account.Name, account.Organization.Name
	c["home"], c["account id"], c["client id"] = h.folder, account.ID, h.server.ClientID()
	planted := c.plant(t, h)
	for name, options := range map[string]core.ReportOptions{
		"its own look":  {Language: "nl"},
		"what was seen": {Known: c.answered(), Symptom: c["code"], Subject: c["right"], Account: c["mail"], Language: c["code"]},
		"nobody":        {Known: &core.DoctorAnswer{}, Account: c["user"]},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := planted.SupportReport(t.Context(), options)
			if err != nil {
				t.Fatal(err)
			}
			c.wantNoneIn(t, h, answer)
		})
	}
}
