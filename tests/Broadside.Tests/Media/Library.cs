using System.Text;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Tests.Media;

/// <summary>Shorthand of the tests of the media library.</summary>
internal static class Library
{
    public static Task<Outcome<MediaFile>> AddAsync(this TestNewsroom newsroom, byte[] file, string name = "photo.jpg") =>
        newsroom.AddAsync(file, new NewMedia(name));

    public static Task<Outcome<MediaFile>> AddAsync(this TestNewsroom newsroom, byte[] file, NewMedia about) =>
        newsroom.Get<AddMedia>().RunAsync(new MemoryStream(file), about, TestContext.Current.CancellationToken);

    public static async Task<MediaFile> AddedAsync(this TestNewsroom newsroom, byte[] file, string name = "photo.jpg")
    {
        var outcome = await newsroom.AddAsync(file, name);
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value;
    }

    public static async Task<Refusal> RefusedAsync(this TestNewsroom newsroom, byte[] file, string name = "photo.jpg")
    {
        var outcome = await newsroom.AddAsync(file, name);
        Assert.False(outcome.IsDone, "It was taken.");
        return outcome.Refusal;
    }

    /// <summary>The bytes as they are kept.</summary>
    public static byte[] Kept(this TestNewsroom newsroom, MediaFile file) => File.ReadAllBytes(newsroom.Get<MediaStore>().PathOf(file.Sha256));

    public static bool Holds(this byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.Latin1.GetBytes(text)) >= 0;
}
