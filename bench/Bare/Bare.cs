// What Broadside is measured against: a Kestrel endpoint with no middleware and no routing, which answers every request with
// one status, the given headers and the given body, from memory.
//
//   bare PORT STATUS HEADERS BODY      HEADERS: a file of "Name: value" lines; BODY: a file, empty for 304
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Primitives;

var (port, status) = (int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture));
var headers = File.ReadAllLines(args[2]).Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).Select(pair => (Name: pair[0], Value: new StringValues(pair[1]))).ToArray();
ReadOnlyMemory<byte> body = File.ReadAllBytes(args[3]);

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, port);
});
var app = builder.Build();
app.Run(async context =>
{
    var response = context.Response;
    response.StatusCode = status;
    foreach (var (name, value) in headers)
    {
        response.Headers[name] = value;
    }
    if (body.IsEmpty)
    {
        return;
    }
    response.ContentLength = body.Length;
    await response.BodyWriter.WriteAsync(body);
});
await app.RunAsync();
