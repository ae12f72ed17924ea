package browsers

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// row is a cookie of a fixture.
type row struct{ host, partition, name, value string }

// kind is a real layout of a store, as a browser of some version made it.
type kind struct {
	name, family string
	version      int
	create       string
	insert       string // host, partition, name, value
}

// The tables as Chromium 156 and Firefox ESR 153 made them on Debian 12, and older ones of the same table.
var kinds = []kind{
	{
		"chromium 24", FamilyChromium, 24,
		`CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
		CREATE TABLE cookies(creation_utc INTEGER NOT NULL,host_key TEXT NOT NULL,top_frame_site_key TEXT NOT NULL,name TEXT NOT NULL,
		value TEXT NOT NULL,encrypted_value BLOB NOT NULL,path TEXT NOT NULL,expires_utc INTEGER NOT NULL,is_secure INTEGER NOT NULL,
		is_httponly INTEGER NOT NULL,last_access_utc INTEGER NOT NULL,has_expires INTEGER NOT NULL,is_persistent INTEGER NOT NULL,
		priority INTEGER NOT NULL,samesite INTEGER NOT NULL,source_scheme INTEGER NOT NULL,source_port INTEGER NOT NULL,
		last_update_utc INTEGER NOT NULL,source_type INTEGER NOT NULL,has_cross_site_ancestor INTEGER NOT NULL);
		CREATE UNIQUE INDEX cookies_unique_index ON cookies(host_key, top_frame_site_key, has_cross_site_ancestor, name, path, source_scheme, source_port);`,
		`INSERT INTO cookies VALUES(13300000000000000,?1,?2,?3,'',CAST('v10'||?4 AS BLOB),'/',13400000000000000,1,1,13300000000000000,1,1,1,0,2,443,13300000000000000,1,0)`,
	},
	{
		"chromium 12", FamilyChromium, 12,
		`CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
		CREATE TABLE cookies(creation_utc INTEGER NOT NULL,host_key TEXT NOT NULL,name TEXT NOT NULL,value TEXT NOT NULL,path TEXT NOT NULL,
		expires_utc INTEGER NOT NULL,is_secure INTEGER NOT NULL,is_httponly INTEGER NOT NULL,last_access_utc INTEGER NOT NULL,
		has_expires INTEGER NOT NULL DEFAULT 1,is_persistent INTEGER NOT NULL DEFAULT 1,priority INTEGER NOT NULL DEFAULT 1,
		encrypted_value BLOB DEFAULT '',samesite INTEGER NOT NULL DEFAULT -1,source_scheme INTEGER NOT NULL DEFAULT 0,UNIQUE (host_key, name, path));`,
		`INSERT INTO cookies VALUES(13200000000000000,?1,?3||?2,?4,'/',13400000000000000,1,1,13200000000000000,1,1,1,'',-1,2)`,
	},
	{
		"firefox 17", FamilyFirefox, 17,
		`PRAGMA journal_mode=WAL; PRAGMA user_version=17;
		CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT, value TEXT, host TEXT, path TEXT,
		expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER, isHttpOnly INTEGER, inBrowserElement INTEGER DEFAULT 0,
		sameSite INTEGER DEFAULT 0, schemeMap INTEGER DEFAULT 0, isPartitionedAttributeSet INTEGER DEFAULT 0, updateTime INTEGER,
		CONSTRAINT moz_uniqueid UNIQUE (name, host, path, originAttributes));`,
		`INSERT INTO moz_cookies VALUES(NULL,?2,?3,?4,?1,'/',1900000000000,1700000000000000,1700000000000000,1,1,0,256,2,0,1700000000000000)`,
	},
	{
		"firefox 12", FamilyFirefox, 12,
		`PRAGMA journal_mode=WAL; PRAGMA user_version=12;
		CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT, value TEXT, host TEXT, path TEXT,
		expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER, isHttpOnly INTEGER, inBrowserElement INTEGER DEFAULT 0,
		sameSite INTEGER DEFAULT 0, rawSameSite INTEGER DEFAULT 0, schemeMap INTEGER DEFAULT 0,
		CONSTRAINT moz_uniqueid UNIQUE (name, host, path, originAttributes));`,
		`INSERT INTO moz_cookies VALUES(NULL,?2,?3,?4,?1,'/',1900000000,1700000000000000,1700000000000000,1,1,0,0,0,2)`,
	},
}

func kindOf(t testing.TB, name string) kind {
	t.Helper()
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == name })
	if i < 0 {
		t.Fatalf("no kind %q", name)
	}
	return kinds[i]
}

// plain opens a store without any rule of this package.
func plain(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", strings.Split(address(path, toRemove), "?")[0])
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

func must(t testing.TB, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(context.Background(), statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// profile makes a folder with one store in it.
func (k kind) profile(t testing.TB, rows ...row) Profile {
	t.Helper()
	return k.profileIn(t, t.TempDir(), rows...)
}

func (k kind) profileIn(t testing.TB, root string, rows ...row) Profile {
	t.Helper()
	p := Profile{Place: Place{ID: k.family, Name: k.family, Family: k.family, Root: root}, Folder: "Default", Path: filepath.Join(root, "Default")}
	if err := os.MkdirAll(p.Path, 0o700); err != nil {
		t.Fatal(err)
	}
	names := storeNames[k.family]
	store := filepath.Join(p.Path, names[len(names)-1])
	db := plain(t, store)
	defer func() { _ = db.Close() }()
	must(t, db, k.create)
	if k.family == FamilyChromium {
		must(t, db, "INSERT INTO meta VALUES('version', ?1), ('last_compatible_version', ?1)", fmt.Sprint(k.version))
	}
	k.fill(t, db, rows)
	p.Stores = []string{store}
	return p
}

func (k kind) fill(t testing.TB, db *sql.DB, rows []row) {
	t.Helper()
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if _, err := tx.ExecContext(context.Background(), k.insert, r.host, r.partition, r.name, r.value); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// quiet is a desk at which no browser runs.
func quiet() desk {
	return desk{
		host:     "here",
		programs: func(context.Context) ([]program, error) { return nil, nil },
		holders:  func(context.Context, []string) (bool, error) { return false, nil },
	}
}

// rowsOf returns every row with every column, of the hosts for which keep is true.
func rowsOf(t testing.TB, p Profile, keep func(host string) bool) []string {
	t.Helper()
	db := plain(t, p.Stores[0])
	defer func() { _ = db.Close() }()
	l := layouts[p.Family]
	rows, err := db.QueryContext(context.Background(), "SELECT rowid, "+l.host+", * FROM "+l.table+" ORDER BY rowid")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, _ := rows.Columns()
	var all []string
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		var line strings.Builder
		for _, value := range values {
			fmt.Fprintf(&line, "%T %v|", *value.(*any), *value.(*any))
		}
		if keep(fmt.Sprint(*values[1].(*any))) {
			all = append(all, line.String())
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// snapshot is the content of every file below a folder, by hash, with its mode.
func snapshot(t testing.TB, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		all[path] = fmt.Sprintf("%x %v", sha256.Sum256(text), info.Mode())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// names are the files below a folder.
func names(t testing.TB, folder string) []string {
	t.Helper()
	var all []string
	for name := range snapshot(t, folder) {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

const host = "id.example.com"

// mixed is a store's worth of cookies: of the host, of a wider domain, of hosts that only look alike.
func mixed(family string) []row {
	partition, container := "https://shop.example.net", "https://other.example.net"
	if family == FamilyFirefox {
		partition, container = "^partitionKey=%28https%2Cexample.net%29", "^userContextId=2"
	}
	return []row{
		{host, "", "sid", "SECRET-own"},
		{"." + host, "", "dom", "SECRET-dotted"},
		{host, partition, "part", "SECRET-partition"},
		{host, container, "cont", "SECRET-container"},
		{".example.com", "", "wide", "WIDE-value"},
		{"example.com", "", "apex", "KEEP-apex"},
		{"notid.example.com", "", "n", "KEEP-1"},
		{"xid.example.com", "", "n", "KEEP-2"},
		{"sub.id.example.com", "", "n", "KEEP-3"},
		{".sub.id.example.com", "", "n", "KEEP-4"},
		{"id.example.com.evil.test", "", "n", "KEEP-5"},
		{"id-example.com", "", "n", "KEEP-6"},
		{"id_example_com", "", "n", "KEEP-7"},
		{"idXexample.com", "", "n", "KEEP-8"},
		{".com", "", "n", "KEEP-9"},
		{"cdn.example.net", "https://id.example.com", "n", "KEEP-10"}, // another host's, met on the identity site
	}
}
