"""Reads and follows a served registry with Kubernetes' Python client. Arguments: kubeconfig, namespace to follow."""

import json
import sys

from kubernetes import client, config, watch


def say(**what):
    print(json.dumps(what), flush=True)


kubeconfig, namespace = sys.argv[1:]
config.load_kube_config(kubeconfig)
core = client.CoreV1Api()
say(version=client.VersionApi().get_code().git_version)
say(pods=[pod.metadata.name for pod in core.list_namespaced_pod("shop").items])
schedule = client.CustomObjectsApi().get_namespaced_custom_object(
    "backup.example", "v1", "shop", "schedules", "nightly"
)
say(keep=schedule["spec"]["keep"])
try:
    core.delete_namespaced_pod("orders-db-0", "shop")
except client.ApiException as refused:
    say(refused=json.loads(refused.body)["message"])
version = core.list_namespaced_config_map(namespace).metadata.resource_version
say(following=version)
isDone = False
while not isDone:
    follower = watch.Watch()
    # A short watch: each goes on behind the last change that was seen.
    for event in follower.stream(
        core.list_namespaced_config_map, namespace, resource_version=version, timeout_seconds=1
    ):
        seen = event["object"].metadata
        version = seen.resource_version
        say(event=event["type"], name=seen.name)
        isDone = seen.name == "last"
        if isDone:
            follower.stop()
