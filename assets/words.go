package assets

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"
)

//go:embed translations/*.json
var translations embed.FS

// DefaultLanguage is spoken when none, or one that is not shipped, is asked for.
const DefaultLanguage = "en"

// Words looks up texts of one language. The zero value speaks English.
type Words struct{ language string }

// Languages lists the shipped languages as BCP 47 primary tags, sorted.
func Languages() []string {
	names, _ := fs.Glob(translations, "translations/*.json")
	seen := map[string]bool{}
	for _, name := range names {
		seen[languageOf(name)] = true
	}
	tags := make([]string, 0, len(seen))
	for tag := range seen {
		tags = append(tags, tag)
	}
	sort.Strings(tags)
	return tags
}

// MatchLanguage gives the first shipped language among the wanted tags
// ("nl_NL.UTF-8", "nl-BE", "nl"), or English. Empty tags are passed over.
func MatchLanguage(wanted ...string) string {
	shipped := Languages()
	for _, tag := range wanted {
		primary, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
		primary, _, _ = strings.Cut(primary, ".")
		for _, language := range shipped {
			if primary == language {
				return language
			}
		}
	}
	return DefaultLanguage
}

// In gives the words of a language; one that is not shipped gives English.
func In(language string) Words { return Words{language: MatchLanguage(language)} }

// Language is the primary tag of these words.
func (w Words) Language() string {
	if w.language == "" {
		return DefaultLanguage
	}
	return w.language
}

// Text gives the text of key with "{name}" placeholders filled from pairs of
// name and value. A key that nobody translated comes back in English, an unknown
// key as itself, so that a gap is visible and harmless.
func (w Words) Text(key string, pairs ...any) string {
	text, ok := w.lookup(key)
	if !ok {
		return key
	}
	return fill(text, pairs)
}

// Has says whether the key exists.
func (w Words) Has(key string) bool {
	_, ok := w.lookup(key)
	return ok
}

// Plural gives the text of key+".one" or key+".other" for n, with {n} filled.
// Both shipped languages have these two forms only.
func (w Words) Plural(key string, n int, pairs ...any) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return w.Text(key+form, append([]any{"n", n}, pairs...)...)
}

// lookup finds "cli.status.title" in translations/cli.LANGUAGE.json.
func (w Words) lookup(key string) (string, bool) {
	subject, _, _ := strings.Cut(key, ".")
	if text, ok := entry(subject, w.Language(), key); ok {
		return text, true
	}
	return entry(subject, DefaultLanguage, key)
}

// entry reads one text out of a file without parsing the rest: a command that
// lives for a few milliseconds needs thirty of a thousand texts. The files have
// one entry a line, which TestTranslationFilesHaveOneEntryALine keeps so.
func entry(subject, language, key string) (string, bool) {
	content := translationFile("translations/" + subject + "." + language + ".json")
	mark := []byte("\n  \"" + key + "\": ")
	start := bytes.Index(content, mark)
	if start < 0 {
		return "", false
	}
	line, _, _ := bytes.Cut(content[start+len(mark):], []byte("\n"))
	var text string
	err := json.Unmarshal(bytes.TrimSuffix(line, []byte(",")), &text)
	return text, err == nil
}

// translationFiles keeps what was read: the embedded files are copied at each
// reading. It is never written to otherwise, so it is no state.
var translationFiles sync.Map

func translationFile(name string) []byte {
	if known, ok := translationFiles.Load(name); ok {
		return known.([]byte)
	}
	content, err := translations.ReadFile(name)
	if err != nil {
		content = nil // a subject without texts
	}
	translationFiles.Store(name, content)
	return content
}

func fill(text string, pairs []any) string {
	if len(pairs) < 2 || !strings.Contains(text, "{") {
		return text
	}
	replacements := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		replacements = append(replacements, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(replacements...).Replace(text)
}

// languageOf reads the tag out of "translations/problems.nl.json".
func languageOf(name string) string {
	base := strings.TrimSuffix(path.Base(name), ".json")
	return base[strings.LastIndex(base, ".")+1:]
}
