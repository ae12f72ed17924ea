package rights

import (
	"bufio"
	"errors"
	"hash/crc32"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

var (
	formatKey = Key{Issuer: "https://id.example", Subject: "mila", Organization: "o\t1", ClientID: "c\n"}
	formatNow = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
)

// lookAt reads a file with a small buffer, so that lines reach over its end.
func lookAt(file string, ids ...string) (Snapshot, error) {
	return look(formatKey, bufio.NewReaderSize(strings.NewReader(file), 16), wantedOf(ids))
}

func idsOf(s Snapshot) (ids []string) {
	for _, right := range s.Rights() {
		ids = append(ids, right.ID)
	}
	return ids
}

func FuzzWhatIsWrittenIsReadBack(f *testing.F) {
	f.Add("tekla", "Tekla", "organization", "", "granted", int64(1_800_000_000), int64(0), "etag", uint8(3))
	f.Add("a b", "", "", "tab\there\nand\r\x00\x7f\u0085\u2028", "no such state", int64(0), int64(5), "\xff\"<>", uint8(40))
	f.Add("\xff", "\xff\xfe", "\t", "é", "denied", int64(-62_135_596_800), int64(1), "", uint8(0))
	f.Add("a\tgranted", "n", "s", "r", "expired", int64(253_402_300_800), int64(0), "", uint8(1))
	f.Fuzz(func(t *testing.T, id, name, source, reason, state string, second, nano int64, etag string, count uint8) {
		until := time.Unix(second, nano)
		if second == 0 {
			until = time.Time{}
		}
		right := Right{ID: id, Name: name, State: State(state), Source: source, Until: until, Reason: reason}
		one := Part{Source: name, ETag: etag, FetchedAt: formatNow, Answer: Answer{
			Subject: source, Issuer: reason, Organization: Organization{ID: id, Name: etag}, Pending: []Pending{{Kind: name, Name: reason, AcceptURL: etag}},
		}}
		for range count {
			one.Answer.Rights = append(one.Answer.Rights, right)
		}
		two := Part{Source: name + "2", Answer: Answer{CheckedAt: until, Rights: []Right{right, {ID: "last", State: Granted}}}}
		snapshot := Snapshot{Parts: []Part{one, two, {Source: "empty" + name}}, Generation: uint64(count)}
		file, err := encodeSnapshot(formatKey, snapshot, formatNow)
		isUsable := id != "" && utf8.ValidString(id) && !strings.ContainsFunc(id, unicode.IsControl)
		if err != nil {
			if year := until.UTC().Year(); isUsable && year >= 0 && year <= 9999 && utf8.ValidString(name) {
				t.Fatalf("refused: %v", err)
			}
			return
		}
		if !isUsable {
			t.Fatalf("the id %q was kept", id)
		}
		got, err := decodeSnapshot(formatKey, string(file))
		if err != nil {
			t.Fatalf("written and not read: %v\n%q", err, file)
		}
		again, err := encodeSnapshot(formatKey, got, formatNow)
		if err != nil || string(again) != string(file) {
			t.Fatalf("written again: %v\n%q\n%q", err, file, again)
		}
		for part, read := range got.Rights() {
			if read.ID == "last" && part.Source == got.Parts[1].Source {
				continue
			}
			if read.ID != id || !read.Until.Equal(until) || (utf8.ValidString(name) && !strings.ContainsFunc(name, unicode.IsControl) && read.Name != name) {
				t.Fatalf("got %+v, want %+v", read, right)
			}
		}
		if len(got.Parts) != 3 || got.Count() != int(count)+2 || got.Parts[0].Answer.Pending[0].AcceptURL != strings.ToValidUTF8(etag, "\uFFFD") && utf8.ValidString(etag) {
			t.Fatalf("got %+v", got)
		}
		seen, err := lookAt(string(file), idsOf(got)...)
		if err != nil || !reflect.DeepEqual(seen, got) {
			t.Fatalf("looked at: %v\n%+v\n%+v", err, seen, got)
		}
		if seen, err := lookAt(string(file), "no such id", id+"\tgranted"); err != nil || seen.Count() != 0 || len(seen.Parts) != 3 {
			t.Fatalf("looked for another: %v, %+v", err, seen)
		}
	})
}

func FuzzWhatIsReadIsWhole(f *testing.F) {
	whole, err := encodeSnapshot(formatKey, Snapshot{Parts: []Part{{Source: "a", Answer: Answer{Rights: []Right{{ID: "x", State: Granted}}}}}}, formatNow)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(whole), "x\tgranted\t\t\t\t\n", uint8(1))
	f.Add("", "x\tgranted\t\t2026-11-22T12:00:00Z\tn\tr\ny\tdenied\t\t\t\t\n", uint8(2))
	f.Add("{\"schema\":\"latchkey.rights-cache/2\",\n", "\n", uint8(1))
	f.Add("{}", "x\tgranted\t\t\t\t", uint8(1))
	f.Fuzz(func(t *testing.T, file, body string, count uint8) {
		_, _ = decodeSnapshot(formatKey, file)
		_, _ = lookAt(file, "x")
		// A body that the head belongs to, so that more than the checksum is tried.
		head, err := headOf(formatKey, Snapshot{Parts: []Part{{Source: "a"}, {Source: "b"}}}, formatNow)
		if err != nil {
			t.Fatal(err)
		}
		head.Parts[0].Count, head.Parts[1].Count = int(count/2), int(count-count/2)
		head.BodyLength, head.BodyCRC32C = int64(len(body)), crc32.Checksum([]byte(body), castagnoli)
		line, err := head.line()
		if err != nil {
			t.Fatal(err)
		}
		got, err := decodeSnapshot(formatKey, string(line)+body)
		if err != nil {
			return
		}
		if got.Count() != int(count) || strings.Count(body, "\n") != int(count) {
			t.Fatalf("%d rights of %q", got.Count(), body)
		}
		if seen, err := lookAt(string(line)+body, idsOf(got)...); err != nil || len(seen.Parts) != 2 {
			t.Fatalf("looked at: %v", err)
		}
		for _, right := range got.Parts[0].Answer.Rights {
			if _, known := stateNamed(string(right.State)); !known || strings.ContainsAny(right.ID+right.Name+right.Source+right.Reason, "\t\n") {
				t.Fatalf("read %+v", right)
			}
		}
		for cut := range body {
			if _, err := decodeSnapshot(formatKey, string(line)+body[:cut]); err == nil {
				t.Fatal("a part of a body passes")
			}
		}
	})
}

func TestEveryChangedByteIsFound(t *testing.T) {
	snapshot := Snapshot{Generation: 3, Parts: []Part{{Source: "endpoint", FetchedAt: formatNow, ETag: "e", Answer: Answer{
		Version: 1, Subject: "mila", Rights: []Right{{ID: "a", Name: "A", State: Granted, Until: formatNow}, {ID: "b", State: Denied}},
	}}}}
	file, err := encodeSnapshot(formatKey, snapshot, formatNow)
	if err != nil {
		t.Fatal(err)
	}
	for i := range file {
		for _, flip := range []byte{1, 0x20, 0x80} {
			file[i] ^= flip
			if got, err := decodeSnapshot(formatKey, string(file)); err == nil {
				t.Fatalf("byte %d: read %+v", i, got)
			}
			if got, err := lookAt(string(file), "a"); err == nil {
				t.Fatalf("byte %d: saw %+v", i, got)
			}
			file[i] ^= flip
		}
	}
	if _, err := decodeSnapshot(formatKey, string(file)); err != nil {
		t.Fatal(err)
	}
}

func TestWhatCannotBeReadBackIsNotWritten(t *testing.T) {
	part := func(right Right) Snapshot { return Snapshot{Parts: []Part{{Answer: Answer{Rights: []Right{right}}}}} }
	many := Snapshot{}
	for i := range maxParts + 1 {
		many.Parts = append(many.Parts, Part{Source: strings.Repeat("s", i)})
	}
	for name, c := range map[string]struct {
		key      Key
		snapshot Snapshot
	}{
		"no id":          {formatKey, part(Right{State: Granted})},
		"tab in id":      {formatKey, part(Right{ID: "a\tb", State: Granted})},
		"break in id":    {formatKey, part(Right{ID: "a\n", State: Granted})},
		"broken id":      {formatKey, part(Right{ID: "\xff", State: Granted})},
		"late end":       {formatKey, part(Right{ID: "a", Until: time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)})},
		"broken key":     {Key{Subject: "\xff"}, Snapshot{}},
		"many sources":   {formatKey, many},
		"a source twice": {formatKey, Snapshot{Parts: []Part{{Source: "a"}, {Source: "a"}}}},
	} {
		if file, err := encodeSnapshot(c.key, c.snapshot, formatNow); err == nil {
			t.Errorf("%s: wrote %q", name, file)
		}
	}
	if _, err := encodeSnapshot(formatKey, part(Right{}), formatNow); !errors.Is(err, ErrMalformed) {
		t.Errorf("got %v", err)
	}
}
