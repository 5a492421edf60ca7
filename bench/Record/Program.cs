using Broadside.Record.Reading.Gold;
using Broadside.RecordBench;

// RecordBench phrases OPEN FOLDER | compare DOCS PEERS | speed DOCS PEERS SECONDS | marks DOCS ARTICLES | archive DOCS FILE ARTICLES
List<(string Id, GoldText Gold)> Texts() => [.. Directory.GetFiles(args[1], "*.json").Order(StringComparer.Ordinal).Select(f => File.ReadAllText(f)).Select(json => (GoldText.IdOf(json), GoldText.Read(json)))];
switch (args[0])
{
    case "phrases":
        Phrases.Write(args[1], args[2]);
        break;
    case "dates":
        new Compare(Texts(), Peers.Read(args[2])).Dates();
        break;
    case "names":
        new Compare(Texts(), Peers.Read(args[2])).Names();
        break;
    case "speed":
        Speed.Print([.. Texts().Select(t => t.Gold)], Peers.Read(args[2]), TimeSpan.FromSeconds(double.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture)));
        break;
    case "archive":
        Archive.Write([.. Texts().Select(t => t.Gold.Text)], args[2], int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
        break;
    default:
        Speed.PrintMarks([.. Texts().Select(t => t.Gold)], int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture));
        break;
}
