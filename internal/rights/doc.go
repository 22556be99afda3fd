// Package rights owns requests of data subjects (Art. 12 and 15 to 22): what can
// be asked for, who has proven to ask it, by when it is answered, how it ended.
package rights
