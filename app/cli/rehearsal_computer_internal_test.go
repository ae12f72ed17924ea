package cli

import (
	"errors"
	"os"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// mends is what a person or an administrator does about a cause of which Latchkey
// only tells them. The others are mended by the fix that was named.
func mends() map[string]func(*rehearsed) error {
	grant := func(person, right string) func(*rehearsed) error {
		return func(r *rehearsed) error {
			if err := r.scene.server.Control().Grant(person, right); err != nil {
				return err
			}
			_, err := r.other.Recheck(r.t.Context(), core.RecheckOptions{}, nil)
			return err
		}
	}
	instead := func(person, email string) func(*rehearsed) error {
		return func(r *rehearsed) error {
			r.stage.play(&demoidp.UserAgent{Person: person})
			_, err := r.other.SignIn(r.t.Context(), core.SignInOptions{Choose: true}, nil)
			if err == nil {
				_, err = r.other.DefaultAccount(r.t.Context(), email)
			}
			return err
		}
	}
	without := func(file func(*rehearsed) string, line string) func(*rehearsed) error {
		return func(r *rehearsed) error {
			return edit(file(r), func(text string) string { return strings.Replace(text, line, "", 1) })
		}
	}
	return map[string]func(*rehearsed) error{
		"session_newer": func(r *rehearsed) error {
			return edit(r.scene.sessionFile(), func(text string) string {
				return strings.Replace(text, "latchkey.session/9", "latchkey.session/1", 1)
			})
		},
		"settings_invalid": without(func(r *rehearsed) string { return r.scene.jobs.Paths().Settings }, "color = \"green\"\n"),
		"provider_invalid": without(func(r *rehearsed) string { return r.scene.providerFile() }, "color = \"green\"\n"),
		"storage_locked": func(r *rehearsed) error {
			key := r.scene.home.keyFile(r.scene.jobs.Paths().Settings)
			return os.Rename(key+".away", key)
		},
		"provider_down":           func(r *rehearsed) error { r.scene.server.Control().Down(false); return nil },
		"provider_silent":         func(r *rehearsed) error { r.scene.server.Control().Refuse(false); return nil },
		"wrong_account":           instead("eva", "eva.lindqvist@example.com"),
		"two_identities":          instead("eva", "eva.lindqvist@example.com"),
		"organization_unexpected": instead("ines", "ines.duarte@example.com"),
		"social_account":          instead("mila", "mila.vos@example.com"),
		"unverified":              instead("mila", "mila.vos@example.com"),
		"no_rights":               grant("lena", "girder.detailing"),
		"pending_invitation":      grant("ines", "site.harbor-tunnel"),
		"seat_limit":              grant("mila", "girder.analysis"),
		"next_sign_in":            grant("mila", "planroom.archive"),
		"right_denied":            grant("mila", "render.night"),
		"app_state_refused": func(r *rehearsed) error {
			file := r.scene.home.appFile(oldApp)
			return errors.Join(os.Remove(file), os.Rename(file+".elsewhere", file))
		},
	}
}

func TestEveryCauseOnThisComputerIsFoundAndMended(t *testing.T) {
	t.Parallel()
	for _, row := range rehearsals() {
		// Who holds a port itself is only waiting for a sign-in: the script demo_rehearsal has the real program. An app
		// that runs has a test of its own.
		if row.group != groupComputer || row.name == "port_taken" || row.name == "app_running" {
			continue
		}
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r := stageCauses(t, row.name)
			why := r.finds(row)
			if t.Failed() {
				return
			}
			r.stage.play(&demoidp.UserAgent{Person: tourPerson})
			if mend := mends()[row.name]; mend == nil {
				r.apply(why.Fix)
			} else if err := mend(r); err != nil {
				t.Fatal(err)
			}
			r.passes(row, why)
		})
	}
}
