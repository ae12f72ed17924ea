package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

// chunkMagic opens every chunk; its number is the version of the format.
const chunkMagic = "latchkey-chunk/1"

const (
	// maxSecret bounds a bundle in bytes.
	maxSecret = 256 << 10
	// maxChunks bounds how many chunks one generation has.
	maxChunks = 256
	// chunkHeader is room enough for the longest header line of a chunk.
	chunkHeader = 120
)

// chunk is one self-describing piece of a bundle: its header line
//
//	latchkey-chunk/1 <generation, base 36> <index> <count> <length of the whole> <digest of the whole>
//
// is followed by a newline and the piece itself. The digest covers account and
// generation too, so pieces of another account, of another generation, or of
// two writers never add up to an answer.
type chunk struct {
	generation          uint64
	index, count, total int
	digest              [sha256.Size]byte
	piece               secret
}

// Format redacts: fmt does not ask the unexported piece itself.
func (chunk) Format(f fmt.State, verb rune) { secret(nil).Format(f, verb) }

// digestOf binds a bundle to its account and generation.
func digestOf(account string, generation uint64, whole []byte) [sha256.Size]byte {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "latchkey-bundle/1\x00%s\x00%d\x00", account, generation)
	_, _ = h.Write(whole)
	return [sha256.Size]byte(h.Sum(nil))
}

// splitChunks cuts a bundle into entries of at most limit bytes.
func splitChunks(account string, generation uint64, whole []byte, limit int) ([]secret, error) {
	size := limit - chunkHeader
	count := max(1, (len(whole)+size-1)/size)
	if len(whole) > maxSecret || count > maxChunks {
		return nil, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLarge, len(whole), maxSecret)
	}
	digest := digestOf(account, generation, whole)
	entries := make([]secret, count)
	for i := range entries {
		c := chunk{generation: generation, index: i, count: count, total: len(whole), digest: digest}
		entries[i] = append(secret(c.header()), whole[i*size:min(len(whole), (i+1)*size)]...)
	}
	return entries, nil
}

func (c chunk) header() string {
	return strings.Join([]string{
		chunkMagic, strconv.FormatUint(c.generation, 36), strconv.Itoa(c.index), strconv.Itoa(c.count),
		strconv.Itoa(c.total), base64.RawURLEncoding.EncodeToString(c.digest[:]),
	}, " ") + "\n"
}

// parseChunk reads one entry. It accepts only what header writes.
func parseChunk(entry secret) (chunk, error) {
	end := bytes.IndexByte(entry[:min(len(entry), chunkHeader)], '\n')
	if end < 0 {
		return chunk{}, fmt.Errorf("%w: chunk has no header", ErrDamaged)
	}
	fields := strings.Split(string(entry[:end]), " ")
	if len(fields) != 6 || fields[0] != chunkMagic {
		return chunk{}, fmt.Errorf("%w: chunk of an unknown form", ErrDamaged)
	}
	var c chunk
	var err [5]error
	var digest []byte
	c.generation, err[0] = strconv.ParseUint(fields[1], 36, 64)
	c.index, err[1] = strconv.Atoi(fields[2])
	c.count, err[2] = strconv.Atoi(fields[3])
	c.total, err[3] = strconv.Atoi(fields[4])
	digest, err[4] = base64.RawURLEncoding.DecodeString(fields[5])
	copy(c.digest[:], digest)
	// Writing the header again finds every odd spelling of a number at once.
	if err != [5]error{} || c.header() != string(entry[:end+1]) {
		return chunk{}, fmt.Errorf("%w: chunk header is malformed", ErrDamaged)
	}
	if c.index < 0 || c.index >= c.count || c.count > maxChunks || c.total < 0 || c.total > maxSecret {
		return chunk{}, fmt.Errorf("%w: chunk header is out of range", ErrDamaged)
	}
	c.piece = entry[end+1:]
	return c, nil
}

// joinChunks puts the entries of one generation together, in any order. An
// entry that is there twice is accepted when both copies are equal.
func joinChunks(account string, generation uint64, entries []secret) ([]byte, error) {
	var first chunk
	var pieces []secret
	for i, e := range entries {
		c, err := parseChunk(e)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			first, pieces = c, make([]secret, c.count)
		}
		if c.generation != generation || c.count != first.count || c.total != first.total || c.digest != first.digest {
			return nil, fmt.Errorf("%w: chunks of different bundles", ErrDamaged)
		}
		if p := pieces[c.index]; p != nil && !bytes.Equal(p, c.piece) {
			return nil, fmt.Errorf("%w: chunk %d is there twice", ErrDamaged, c.index)
		}
		pieces[c.index] = c.piece
	}
	whole := make([]byte, 0, first.total)
	for i, p := range pieces {
		if p == nil {
			return nil, fmt.Errorf("%w: chunk %d of %d is missing", ErrDamaged, i, first.count)
		}
		whole = append(whole, p...)
	}
	if len(entries) == 0 || len(whole) != first.total || digestOf(account, generation, whole) != first.digest {
		return nil, fmt.Errorf("%w: chunks do not add up", ErrDamaged)
	}
	return whole, nil
}
