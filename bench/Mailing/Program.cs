using System.Globalization;
using Broadside.Bench;

return args switch
{
    ["sink", var port] => await Sink.RunAsync(int.Parse(port, CultureInfo.InvariantCulture)),
    ["plain", var port, var eml, var count, var connections, var key] => await PlainSender.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), eml, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(connections, CultureInfo.InvariantCulture), key),
    ["readers", var count, var file] => Readers.Write(int.Parse(count, CultureInfo.InvariantCulture), file),
    ["news", var count, var file] => News.Write(int.Parse(count, CultureInfo.InvariantCulture), file),
    ["waits", var database, var stop] => await Waits.RunAsync(database, stop),
    _ => throw new ArgumentException("sink PORT | plain PORT EML COUNT CONNECTIONS KEY|- | readers COUNT FILE | news COUNT FILE | waits DATABASE STOP"),
};
