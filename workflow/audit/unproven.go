package audit

import (
	"slices"

	"gremium/policy"
)

// unproven is what no check of a record can prove, whoever carries it out.
var unproven = []policy.Text{
	{
		DE: "Wer den Server und den geheimen Schlüssel hat, kann einen Eintrag erfinden, bevor der Prüfpunkt hinausgegangen ist. Das zeigen nur Quittungen und Zeugen.",
		EN: "Whoever holds the server and the secret key can invent an entry before its checkpoint is out. Only receipts and witnesses show it.",
	},
	{
		DE: "Wer Server, Schlüssel und alle Zeugen beherrscht, kann die Geschichte neu schreiben.",
		EN: "Whoever controls the server, the key and all witnesses can rewrite history.",
	},
	{
		DE: "Wer den Server betreibt, kann geheime Stimmen den Abstimmenden zuordnen und sie ändern, bis sie ausgezählt sind. Geheim sind sie vor den Mitgliedern.",
		EN: "Whoever runs the server can link secret votes to voters, and alter them until they are counted. They are secret from the members.",
	},
	{
		DE: "Dass ein Pseudonym zu der genannten Person gehört, sagt die Akte; dass sich diese Person angemeldet hat, bezeugt nur die Stelle.",
		EN: "That a pseudonym belongs to the person named is what the record says; that this person had signed in only the office attests.",
	},
}

// latest is what a check of a database cannot prove beside that.
var latest = policy.Text{
	DE: "Wer die Datenbank beherrscht, kann die Einträge der letzten Augenblicke ändern, die noch nicht in der Sperrdatei stehen.",
	EN: "Whoever has the database in hand can alter the entries of the last moments, which are not in the lock file yet.",
}

// UnprovenHere is Unproven of a check of the database itself.
func UnprovenHere(lang string) []string { return Unproven(lang, latest) }

// Unproven says in a language what no check of a record can prove, and what a further one of its kind cannot.
func Unproven(lang string, further ...policy.Text) []string {
	var out []string
	for _, t := range slices.Concat(unproven, further) {
		out = append(out, t.In(lang))
	}
	return out
}
