// Package paths says where things live on each system. It is a pure function of an environment, a home folder and the name of
// a system, so that every table can be tested on every machine; it creates, opens and checks nothing.
package paths

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"runtime"
)

// Why Locate fails.
var (
	ErrNoHome       = errors.New("the home folder is not known")
	ErrBadHome      = errors.New("LATCHKEY_HOME is not a usable folder name")
	ErrRelativeHome = errors.New("LATCHKEY_HOME is relative and the current folder is not known")
)

// Paths are absolute locations, in the spelling of the system that was asked for.
type Paths struct {
	Home             string // LATCHKEY_HOME, absolute; empty when not set
	Config           string // folder of what a person configures
	Settings         string // settings.toml in Config
	Providers        string // folder of the person's identity providers (*.toml)
	Apps             string // folder of the person's app catalogue (*.toml)
	State            string // folder of session file, backups and activity
	Session          string // login_session.json in State
	Backups          string // folder of backups in State
	Activity         string // activity.jsonl in State
	LockFolder       string // folder of the lock files; see Locate
	Cache            string // folder of what can be fetched again
	MachinePolicy    string // what the administrator decided: a folder, on Windows a registry key
	MachineProviders string // folder of the machine's identity providers
	MachineApps      string // folder of the machine's app catalogue
	Namespace        string // name space of the keyring entries
}

// Locate gives the paths for an environment, an absolute home folder and a system ("linux", "darwin", "windows"; any other is
// treated as linux). A relative XDG folder is ignored, as the XDG Base Directory specification 0.8 demands. A relative
// LATCHKEY_HOME is taken from PWD.
//
// LockFolder has the scope of the keyring entries: with LATCHKEY_HOME its state folder, else the user's default state folder,
// whatever XDG_STATE_HOME says, so that two environments of one user that share tokens also share the lock.
// The machine's places do not follow LATCHKEY_HOME: who sets a variable must not get rid of the administrator's decisions.
func Locate(env func(string) string, home string, goos string) (Paths, error) {
	s := system(goos)
	base, err := s.latchkeyHome(env)
	if err != nil {
		return Paths{}, err
	}
	if base == "" && !s.usable(home) {
		return Paths{}, ErrNoHome
	}
	var p Paths
	switch {
	case base != "":
		p = s.under(base)
	case s == windows:
		p = windowsPlaces(env, s.clean(home))
	case s == darwin:
		p = darwinPlaces(s.clean(home))
	default:
		p = linuxPlaces(env, s.clean(home))
	}
	s.machine(&p, env)
	p.Settings = s.join(p.Config, "settings.toml")
	p.Providers = s.join(p.Config, "providers")
	p.Apps = s.join(p.Config, "apps")
	p.Session = s.join(p.State, "login_session.json")
	p.Backups = s.join(p.State, "backups")
	p.Activity = s.join(p.State, "activity.jsonl")
	p.Namespace = namespace(base)
	return p, nil
}

// Here is Locate for this process: its environment, its home, its system, and its current folder instead of PWD.
func Here() (Paths, error) {
	home, _ := os.UserHomeDir() // not needed with LATCHKEY_HOME; Locate says when it is
	env := func(name string) string {
		if name == "PWD" {
			folder, _ := os.Getwd()
			return folder
		}
		return os.Getenv(name)
	}
	p, err := Locate(env, home, runtime.GOOS)
	if err != nil {
		return Paths{}, fmt.Errorf("locate files: %w", err)
	}
	return p, nil
}

func namespace(base string) string {
	if base == "" {
		return "latchkey"
	}
	digest := sha256.Sum256([]byte(base))
	return "latchkey:" + hex.EncodeToString(digest[:])[:8]
}
