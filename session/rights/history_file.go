package rights

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"latchkey/session/internal/atomicfile"
	"latchkey/session/internal/checked"
)

const (
	historySchema  = "latchkey.rights-history-file/1"
	maxHistoryFile = 4 << 20 // bytes; 50 long differences with texts of usual length
)

type historyFile struct {
	Schema   string  `json:"schema"`
	Entries  []Entry `json:"entries"`
	Checksum string  `json:"checksum"`
}

// load gives what is remembered. Errors: ErrDamaged, or that the file could not be looked at for now.
func (h *History) load() ([]Entry, error) {
	data, _, err := atomicfile.ReadRegular(h.file, maxHistoryFile)
	var refused *atomicfile.RefusedError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return []Entry{}, nil
	case errors.As(err, &refused):
		return []Entry{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	case err != nil:
		return []Entry{}, err
	}
	entries, err := decodeHistory(data)
	if err != nil {
		return []Entry{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return entries, nil
}

func decodeHistory(data []byte) ([]Entry, error) {
	var file historyFile
	if err := checked.Decode(data, &file, &file.Checksum); err != nil {
		return nil, err
	}
	if file.Schema != historySchema || len(file.Entries) > maxEntries {
		return nil, errors.New("the file is of another version")
	}
	for _, entry := range file.Entries {
		if entry.Difference.count() > maxChanges {
			return nil, errors.New("a difference has too many changes")
		}
	}
	return file.Entries, nil
}

// write drops the oldest entries of a list that is too large for the file.
func (h *History) write(entries []Entry) error {
	data, err := encodeHistory(entries)
	for err == nil && len(data) > maxHistoryFile {
		entries = entries[:min(len(entries)-1, len(entries)*maxHistoryFile/len(data))]
		if len(entries) == 0 {
			return errors.New("the difference is too large")
		}
		data, err = encodeHistory(entries)
	}
	if err != nil {
		return err
	}
	return atomicfile.Write(h.file, data, 0o600)
}

func encodeHistory(entries []Entry) ([]byte, error) {
	stable := historyFile{Schema: historySchema, Entries: entries}
	data, err := json.Marshal(stable)
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	if !bytes.Contains(data, []byte(`\ufffd`)) {
		return checked.Encode(&stable, &stable.Checksum)
	}
	// Something was not UTF-8. Reading back gives the form that stays the same from then on.
	stable = historyFile{}
	if err := json.Unmarshal(data, &stable); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return checked.Encode(&stable, &stable.Checksum)
}

// shortened counts the changes, and keeps as many of each kind as of the others where there are too many.
func (e Entry) shortened() Entry {
	e.At = e.At.UTC()
	lists := []*[]Change{&e.Difference.Lost, &e.Difference.Gained, &e.Difference.Changed}
	e.Lost, e.Gained, e.Changed = len(*lists[0]), len(*lists[1]), len(*lists[2])
	kept := make([]int, len(lists))
	for total, grows := 0, true; grows; {
		grows = false
		for i, list := range lists {
			if total < maxChanges && kept[i] < len(*list) {
				kept[i]++
				total++
				grows = true
			}
		}
	}
	for i, list := range lists {
		*list = (*list)[:kept[i]]
	}
	return e
}

func (d Difference) count() int { return len(d.Gained) + len(d.Lost) + len(d.Changed) }
