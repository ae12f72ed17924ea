package core

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"latchkey/session/tomlfile"
)

// settingEdit gives a setting another value; nil: the default holds again.
type settingEdit struct {
	row   setting
	value any
}

// apply puts an edit into settings.
func (e settingEdit) apply(s *Settings) {
	if e.value == nil {
		e.row.put(s, e.row.fallback)
		return
	}
	e.row.put(s, e.value)
}

// editSettings gives the text of a settings file after some edits. What a person
// wrote stays as far as it can: the lines of the changed keys change, and nothing
// else. Whether that gave what was wanted is checked by reading it; where it did
// not (a list over several lines, an inline table), the file is written anew with
// the same values, and without the comments.
func editSettings(before []byte, edits []settingEdit, want Settings) ([]byte, error) {
	text, err := withEdits(string(before), edits)
	if err != nil {
		return nil, err
	}
	if saysSettings(text, want) && says(text, edits) {
		return []byte(text), nil
	}
	chosen, err := chosenKeys(before)
	if err != nil {
		return nil, err
	}
	var all []settingEdit
	for _, row := range settingRows() {
		edited := slices.ContainsFunc(edits, func(e settingEdit) bool { return e.row.key == row.key })
		if chosen(row.key) && !edited {
			all = append(all, settingEdit{row: row, value: row.value(want)})
		}
	}
	if text, err = withEdits("", append(all, edits...)); err != nil {
		return nil, err
	}
	if !saysSettings(text, want) {
		return nil, errors.New("the settings cannot be written as TOML")
	}
	return []byte(text), nil
}

func withEdits(text string, edits []settingEdit) (string, error) {
	for _, edit := range edits {
		literal := ""
		if edit.value != nil {
			var err error
			if literal, err = tomlLiteral(edit.value); err != nil {
				return "", fmt.Errorf("write %s: %w", edit.row.key, err)
			}
		}
		text = withKey(text, edit.row.key, literal)
	}
	return text, nil
}

// saysSettings says whether a text, read again, gives these settings.
func saysSettings(text string, want Settings) bool {
	read := Settings{}.withDefaults()
	if tomlfile.Decode("", []byte(text), &read) != nil {
		return false
	}
	return !slices.ContainsFunc(settingRows(), func(row setting) bool { return !sameValue(row.value(read), row.value(want)) })
}

// says tells whether a text sets what the edits set, and not what they take away.
func says(text string, edits []settingEdit) bool {
	chosen, err := chosenKeys([]byte(text))
	return err == nil && !slices.ContainsFunc(edits, func(e settingEdit) bool { return chosen(e.row.key) != (e.value != nil) })
}

// chosenKeys tells of each key whether the text sets it.
func chosenKeys(text []byte) (func(key string) bool, error) {
	meta, err := toml.Decode(string(text), &map[string]any{})
	return func(key string) bool { return meta.IsDefined(strings.Split(key, ".")...) }, err
}

// tomlLiteral writes a value as TOML has it.
func tomlLiteral(value any) (string, error) {
	var out bytes.Buffer
	if err := toml.NewEncoder(&out).Encode(map[string]any{"v": value}); err != nil {
		return "", err
	}
	return strings.TrimSpace(strings.TrimPrefix(out.String(), "v = ")), nil
}

// tomlLines recognize the line that opens a table, and take apart one that sets a
// key: its parts before the value, the value, a comment after it. They are compiled
// here, because a change of the settings is rare and a start of the program is not.
func tomlLines() (table, value *regexp.Regexp) {
	table = regexp.MustCompile(`^\s*\[([A-Za-z0-9_.-]+)\]\s*(#.*)?$`)
	value = regexp.MustCompile(`^(\s*)([A-Za-z0-9_-]+)(\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]#]*\]|[^#"'\[\s]+)(\s*(?:#.*)?)$`)
	return table, value
}

// withKey gives a TOML text in which a key ("storage.kind") has another value; ""
// takes its line away. The comment behind the value stays.
func withKey(text, key, literal string) string {
	tableLine, valueLine := tomlLines()
	table, name := "", key
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		table, name = key[:i], key[i+1:]
	}
	var lines []string
	if text != "" {
		lines = strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	}
	current, end := "", -1 // the last line of the table that says something
	if table == "" {
		end = 0
	}
	for i, line := range lines {
		if found := tableLine.FindStringSubmatch(line); found != nil {
			current = found[1]
		}
		found := valueLine.FindStringSubmatch(line)
		if current == table && (found != nil || tableLine.MatchString(line)) {
			end = i + 1
		}
		if current != table || found == nil || found[2] != name {
			continue
		}
		if literal == "" {
			return joined(slices.Delete(lines, i, i+1))
		}
		lines[i] = found[1] + found[2] + found[3] + literal + found[5]
		return joined(lines)
	}
	if literal == "" {
		return text
	}
	return joined(withLine(lines, end, table, name+" = "+literal))
}

// withLine puts a line behind the last one of its table, or makes the table.
func withLine(lines []string, end int, table, line string) []string {
	if end >= 0 {
		return slices.Insert(lines, end, line)
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return append(lines, "["+table+"]", line)
}

func joined(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}
