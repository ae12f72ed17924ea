package cli_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite" // the driver
)

// chromiumCookies is the table of a Chromium of 2026 (version 24 of its form).
const chromiumCookies = `
CREATE TABLE IF NOT EXISTS meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
INSERT OR REPLACE INTO meta VALUES('version','24'),('last_compatible_version','24');
CREATE TABLE IF NOT EXISTS cookies(creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL, top_frame_site_key TEXT NOT NULL,
	name TEXT NOT NULL, value TEXT NOT NULL, encrypted_value BLOB NOT NULL, path TEXT NOT NULL, expires_utc INTEGER NOT NULL,
	is_secure INTEGER NOT NULL, is_httponly INTEGER NOT NULL, last_access_utc INTEGER NOT NULL, has_expires INTEGER NOT NULL,
	is_persistent INTEGER NOT NULL, priority INTEGER NOT NULL, samesite INTEGER NOT NULL, source_scheme INTEGER NOT NULL,
	source_port INTEGER NOT NULL, last_update_utc INTEGER NOT NULL, source_type INTEGER NOT NULL, has_cross_site_ancestor INTEGER NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS cookies_unique_index ON cookies(host_key, top_frame_site_key, has_cross_site_ancestor, name, path,
	source_scheme, source_port);`

// chromiumProfile is the cookie file of a Chromium's usual profile in the script's home.
func chromiumProfile(ts *testscript.TestScript) string {
	return filepath.Join(ts.Getenv("HOME"), ".config", "chromium", "Default", "Cookies")
}

// cookies HOST COUNT puts cookies of a host into a Chromium's profile, which is
// made when it is not there.
func cookies(ts *testscript.TestScript, _ bool, args []string) {
	file := chromiumProfile(ts)
	ts.Check(os.MkdirAll(filepath.Dir(file), 0o700))
	state := filepath.Join(filepath.Dir(filepath.Dir(file)), "Local State")
	ts.Check(os.WriteFile(state, []byte(`{"profile":{"info_cache":{"Default":{"name":"Person 1"}}}}`), 0o600))
	count, err := strconv.Atoi(args[1])
	ts.Check(err)
	withCookies(ts, func(db *sql.DB) {
		_, err := db.Exec(chromiumCookies)
		ts.Check(err)
		for i := range count {
			_, err := db.Exec(`INSERT INTO cookies VALUES(0,?,'',?,'','','/',0,0,0,0,0,0,0,0,0,0,0,0,0)`, args[0], fmt.Sprintf("c%d", i))
			ts.Check(err)
		}
	})
}

// cookieCount HOST COUNT wants so many cookies of a host in that profile.
func cookieCount(ts *testscript.TestScript, _ bool, args []string) {
	withCookies(ts, func(db *sql.DB) {
		var count int
		ts.Check(db.QueryRow(`SELECT count(*) FROM cookies WHERE host_key = ?`, args[0]).Scan(&count))
		if strconv.Itoa(count) != args[1] {
			ts.Fatalf("%s has %d cookies, want %s", args[0], count, args[1])
		}
	})
}

func withCookies(ts *testscript.TestScript, do func(*sql.DB)) {
	db, err := sql.Open("sqlite", chromiumProfile(ts))
	ts.Check(err)
	do(db)
	ts.Check(db.Close())
}
