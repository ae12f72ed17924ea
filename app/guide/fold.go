package guide

import (
	"strings"
	"unicode"
)

// plain are letters with a sign, and what a person types who leaves it out.
var plain = strings.NewReplacer(
	"á", "a", "à", "a", "â", "a", "ä", "a", "ã", "a", "å", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"í", "i", "ì", "i", "î", "i", "ï", "i", "ĳ", "ij", "ñ", "n", "ó", "o", "ò", "o", "ô", "o", "ö", "o", "õ", "o", "ø", "o",
	"ú", "u", "ù", "u", "û", "u", "ü", "u", "ý", "y", "ÿ", "y", "ß", "ss", "æ", "ae", "œ", "oe",
	"’", "'", "‘", "'", "`", "'", "´", "'",
)

// small are words that say nothing about the trouble, in both languages.
var small = setOf(`a an the i im ive my me mine you your it its is am are was be been to of in on at for and or but so that this these
	there then do does did have has had with from as by if just very some any get gets got still when while what
	de het een ik je jij jouw mijn me mij is ben bent zijn was werd wordt word te van in op aan voor en of maar dus dat die dit deze
	er dan e doe doet heb hebt heeft had met door als om nog wel ook al bij naar wat wanneer terwijl we wij ons uw u ze zij hij`)

// same are words that mean the same here, by their stems.
var same = map[string]string{
	"log": "signin", "logg": "signin", "login": "signin", "logon": "signin", "sign": "signin", "inlogg": "signin", "inlog": "signin",
	"ingelogd": "signin", "aanmeld": "signin", "aangemeld": "signin", "aanlogg": "signin",
	"logout": "signout", "uitlogg": "signout", "uitgelogd": "signout", "afmeld": "signout", "afgemeld": "signout",
	"email": "mail", "emailadre": "mailadre", "licence": "license", "licenc": "licens", "pc": "computer",
	"pw": "password", "collegas": "collega", "foutmeld": "meld",
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// wordsOf are the words of a text that count, small, without signs and endings.
func wordsOf(text string) []string {
	text = strings.ReplaceAll(plain.Replace(strings.ToLower(text)), "'", "")
	fields := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words := make([]string, 0, len(fields))
	for _, field := range fields {
		if !small[field] {
			words = append(words, meaning(field))
		}
	}
	if len(words) > 0 {
		return words
	}
	for _, field := range fields { // nothing but small words: then they are all there is
		words = append(words, meaning(field))
	}
	return words
}

// meaning is the stem of a word, or of the one that stands for it.
func meaning(word string) string {
	word = stem(word)
	if other, known := same[word]; known {
		return other
	}
	return word
}

// stem takes common endings of plurals and verbs off, the same in both languages.
func stem(word string) string {
	for _, ending := range []string{"ingen", "ing", "ies", "en", "es", "ed", "s", "e", "t"} {
		if rest, found := strings.CutSuffix(word, ending); found && len(rest) >= 4 {
			return rest
		}
	}
	return word
}

// alike says how much two words are the same, from 0 to 1: a typing mistake or
// two leave most of a long word.
func alike(a, b string) float64 {
	if a == b {
		return 1
	}
	longer, shorter := []rune(a), []rune(b)
	if len(longer) < len(shorter) {
		longer, shorter = shorter, longer
	}
	if len(shorter) < 4 || len(longer)-len(shorter) > 3 || len(longer) > 2*len(shorter) {
		return 0
	}
	allowed := 1
	if len(longer) >= 7 {
		allowed = 2
	}
	if n := distance(longer, shorter); n <= allowed {
		return 1 - 1.2*float64(n)/float64(len(longer))
	}
	if strings.HasPrefix(string(longer), string(shorter)) && len(shorter) >= 5 {
		return 0.75
	}
	return 0
}

// distance counts the letters that were typed wrongly, left out, added, or
// exchanged with their neighbor.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
