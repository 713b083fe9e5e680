using System.Text.Json.Serialization;
using Choo.Adapters.Forge.GitHub.Wire;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>What goes over the REST interface.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserData))]
[JsonSerializable(typeof(RepositoryData))]
[JsonSerializable(typeof(RateLimitsData))]
[JsonSerializable(typeof(ErrorData))]
[JsonSerializable(typeof(PullData))]
[JsonSerializable(typeof(PullData[]))]
[JsonSerializable(typeof(NewPullData))]
[JsonSerializable(typeof(PullPatch))]
[JsonSerializable(typeof(MergeData))]
[JsonSerializable(typeof(MergedData))]
[JsonSerializable(typeof(LabelsData))]
[JsonSerializable(typeof(ReviewersData))]
[JsonSerializable(typeof(MilestoneData[]))]
[JsonSerializable(typeof(MilestonePatch))]
[JsonSerializable(typeof(CommentData))]
[JsonSerializable(typeof(CommentData[]))]
[JsonSerializable(typeof(NewCommentData))]
[JsonSerializable(typeof(NewReviewData))]
[JsonSerializable(typeof(CheckRunsData))]
[JsonSerializable(typeof(CombinedStatusData))]
[JsonSerializable(typeof(AnnotationData[]))]
[JsonSerializable(typeof(RuleData[]))]
[JsonSerializable(typeof(ProtectionData))]
[JsonSerializable(typeof(RefData))]
[JsonSerializable(typeof(LabelData[]))]
[JsonSerializable(typeof(IssueData))]
internal sealed partial class RestJson : JsonSerializerContext;
