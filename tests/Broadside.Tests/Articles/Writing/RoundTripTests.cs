using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Articles.Body;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Tests.Desk;
using CsCheck;

namespace Broadside.Tests.Articles.Writing;

public sealed class RoundTripTests
{
    public static TheoryData<string> Kinds => [.. MadeUpBlocks.Kinds.Keys, "body"];

    /// <summary>Through a save and the page again, to the letter.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_saved_comes_back_as_it_was(string kind)
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);
        var id = await writer.BeginAsync("Round");
        var start = await writer.DraftAsync(id);
        var (revision, content) = ((int)start["revision"]!, start["content"]!);
        var gen = kind == "body" ? MadeUpBlocks.Body : MadeUpBlocks.Kinds[kind].Array[1, 4].Select(IReadOnlyList<Block> (b) => b);
        var bodies = new List<IReadOnlyList<Block>>();
        gen.Sample(b => bodies.Add(b), iter: TestSize.Pick(6, 200), threads: 1);

        foreach (var body in bodies)
        {
            var sent = content.DeepClone().AsObject();
            sent["blocks"] = JsonNode.Parse(JsonSerializer.Serialize(MadeUpBlocks.Numbered(body), CanonicalJson.Options));
            var saved = await writer.SaveAsync(id, revision, sent);
            Assert.Equal(200, saved.Status);
            revision = saved.Revision;
            Assert.Equal(sent["blocks"]!.ToJsonString(), (await writer.DraftAsync(id))["content"]!["blocks"]!.ToJsonString());
        }
    }
}
