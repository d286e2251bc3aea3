# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add w1
ip netns add w2
ip netns add w3
ip netns add w4
ip netns add w5
ip netns add w6
ip netns add w7
ip netns add first
ip netns add last
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec w1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec w1 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec w1 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec w2 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec w2 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec w2 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec w3 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec w3 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec w3 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec w4 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec w4 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec w4 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec w5 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec w5 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec w5 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec w6 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec w6 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec w6 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec w7 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec w7 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec w7 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec first sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec first sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec last sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec last sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw link add name p-w1 index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns w1
ip -n sw link add name p-w2 index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns w2
ip -n sw link add name p-w3 index 6 address 02:50:00:00:00:13 type veth peer name eth0 index 2 address 52:54:00:00:00:13 netns w3
ip -n sw link add name p-w4 index 7 address 02:50:00:00:00:14 type veth peer name eth0 index 2 address 52:54:00:00:00:14 netns w4
ip -n sw link add name p-w5 index 8 address 02:50:00:00:00:15 type veth peer name eth0 index 2 address 52:54:00:00:00:15 netns w5
ip -n sw link add name p-w6 index 9 address 02:50:00:00:00:16 type veth peer name eth0 index 2 address 52:54:00:00:00:16 netns w6
ip -n sw link add name p-w7 index 10 address 02:50:00:00:00:17 type veth peer name eth0 index 2 address 52:54:00:00:00:17 netns w7
ip -n w1 link add name cni0 index 3 address 0a:58:0a:80:10:01 mtu 1450 type bridge
ip -n w1 link add name vethea5bf05d index 4 address 02:00:00:00:01:01 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:80:10:02 mtu 1450 netns first
ip -n w1 link add name flannel.1 index 5 address ee:f1:00:00:00:01 mtu 1450 type vxlan id 1 dev eth0 local 10.10.0.11 dstport 8472 nolearning
ip -n w2 link add name cni0 index 3 address 0a:58:0a:80:11:01 mtu 1450 type bridge
ip -n w2 link add name flannel.1 index 4 address ee:f1:00:00:00:02 mtu 1450 type vxlan id 1 dev eth0 local 10.10.0.12 dstport 8472 nolearning
ip -n w3 link add name cni0 index 3 address 0a:58:0a:80:12:01 mtu 1450 type bridge
ip -n w3 link add name flannel.1 index 4 address ee:f1:00:00:00:03 mtu 1450 type vxlan id 1 dev eth0 local 10.10.0.13 dstport 8472 nolearning
ip -n w4 link add name cni0 index 3 address 0a:58:0a:80:13:01 mtu 1450 type bridge
ip -n w4 link add name flannel.1 index 4 address ee:f1:00:00:00:04 mtu 1450 type vxlan id 1 dev eth0 local 10.10.0.14 dstport 8472 nolearning
ip -n w5 link add name cni0 index 3 address 0a:58:0a:80:14:01 mtu 1450 type bridge
ip -n w5 link add name flannel.1 index 4 address ee:f1:00:00:00:05 mtu 1450 type vxlan id 1 dev eth0 local 10.10.0.15 dstport 8472 nolearning
ip -n w6 link add name cni0 index 3 address 0a:58:0a:80:15:01 mtu 1450 type bridge
ip -n w6 link add name flannel.1 index 4 address ee:f1:00:00:00:06 mtu 1450 type vxlan id 1 dev eth0 local 10.10.0.16 dstport 8472 nolearning
ip -n w7 link add name cni0 index 3 address 0a:58:0a:80:16:01 mtu 1450 type bridge
ip -n w7 link add name vethb9c8231e index 4 address 02:00:00:00:07:01 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:80:16:02 mtu 1450 netns last
ip -n w7 link add name flannel.1 index 5 address ee:f1:00:00:00:07 mtu 1450 type vxlan id 1 dev eth0 local 10.10.0.17 dstport 8472 nolearning
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-w1 master br-under
ip -n sw link set dev p-w2 master br-under
ip -n sw link set dev p-w3 master br-under
ip -n sw link set dev p-w4 master br-under
ip -n sw link set dev p-w5 master br-under
ip -n sw link set dev p-w6 master br-under
ip -n sw link set dev p-w7 master br-under
ip -n w1 link set dev vethea5bf05d master cni0
bridge -n w1 link set dev vethea5bf05d hairpin on
ip -n w7 link set dev vethb9c8231e master cni0
bridge -n w7 link set dev vethb9c8231e hairpin on
ip -n gw link set dev lo up
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add 10.10.0.1/16 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-w1 up
ip -n sw link set dev p-w2 up
ip -n sw link set dev p-w3 up
ip -n sw link set dev p-w4 up
ip -n sw link set dev p-w5 up
ip -n sw link set dev p-w6 up
ip -n sw link set dev p-w7 up
ip -n w1 link set dev lo up
ip -n w1 addr add 10.10.0.11/16 dev eth0
ip -n w1 link set dev eth0 up
ip -n w1 addr add 10.128.16.1/24 dev cni0
ip -n w1 link set dev cni0 up
ip -n w1 link set dev vethea5bf05d up
ip -n w1 addr add 10.128.16.0/32 dev flannel.1
ip -n w1 link set dev flannel.1 up
ip -n w2 link set dev lo up
ip -n w2 addr add 10.10.0.12/16 dev eth0
ip -n w2 link set dev eth0 up
ip -n w2 addr add 10.128.17.1/24 dev cni0
ip -n w2 link set dev cni0 up
ip -n w2 addr add 10.128.17.0/32 dev flannel.1
ip -n w2 link set dev flannel.1 up
ip -n w3 link set dev lo up
ip -n w3 addr add 10.10.0.13/16 dev eth0
ip -n w3 link set dev eth0 up
ip -n w3 addr add 10.128.18.1/24 dev cni0
ip -n w3 link set dev cni0 up
ip -n w3 addr add 10.128.18.0/32 dev flannel.1
ip -n w3 link set dev flannel.1 up
ip -n w4 link set dev lo up
ip -n w4 addr add 10.10.0.14/16 dev eth0
ip -n w4 link set dev eth0 up
ip -n w4 addr add 10.128.19.1/24 dev cni0
ip -n w4 link set dev cni0 up
ip -n w4 addr add 10.128.19.0/32 dev flannel.1
ip -n w4 link set dev flannel.1 up
ip -n w5 link set dev lo up
ip -n w5 addr add 10.10.0.15/16 dev eth0
ip -n w5 link set dev eth0 up
ip -n w5 addr add 10.128.20.1/24 dev cni0
ip -n w5 link set dev cni0 up
ip -n w5 addr add 10.128.20.0/32 dev flannel.1
ip -n w5 link set dev flannel.1 up
ip -n w6 link set dev lo up
ip -n w6 addr add 10.10.0.16/16 dev eth0
ip -n w6 link set dev eth0 up
ip -n w6 addr add 10.128.21.1/24 dev cni0
ip -n w6 link set dev cni0 up
ip -n w6 addr add 10.128.21.0/32 dev flannel.1
ip -n w6 link set dev flannel.1 up
ip -n w7 link set dev lo up
ip -n w7 addr add 10.10.0.17/16 dev eth0
ip -n w7 link set dev eth0 up
ip -n w7 addr add 10.128.22.1/24 dev cni0
ip -n w7 link set dev cni0 up
ip -n w7 link set dev vethb9c8231e up
ip -n w7 addr add 10.128.22.0/32 dev flannel.1
ip -n w7 link set dev flannel.1 up
ip -n first link set dev lo up
ip -n first addr add 10.128.16.2/24 dev eth0
ip -n first link set dev eth0 up
ip -n last link set dev lo up
ip -n last addr add 10.128.22.2/24 dev eth0
ip -n last link set dev eth0 up
ip -n w1 route add default via 10.10.0.1 dev eth0
ip -n w1 route add 10.128.17.0/24 via 10.128.17.0 dev flannel.1 onlink
ip -n w1 route add 10.128.18.0/24 via 10.128.18.0 dev flannel.1 onlink
ip -n w1 route add 10.128.19.0/24 via 10.128.19.0 dev flannel.1 onlink
ip -n w1 route add 10.128.20.0/24 via 10.128.20.0 dev flannel.1 onlink
ip -n w1 route add 10.128.21.0/24 via 10.128.21.0 dev flannel.1 onlink
ip -n w1 route add 10.128.22.0/24 via 10.128.22.0 dev flannel.1 onlink
ip -n w1 neigh add 10.128.17.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
ip -n w1 neigh add 10.128.18.0 lladdr ee:f1:00:00:00:03 dev flannel.1 nud permanent
ip -n w1 neigh add 10.128.19.0 lladdr ee:f1:00:00:00:04 dev flannel.1 nud permanent
ip -n w1 neigh add 10.128.20.0 lladdr ee:f1:00:00:00:05 dev flannel.1 nud permanent
ip -n w1 neigh add 10.128.21.0 lladdr ee:f1:00:00:00:06 dev flannel.1 nud permanent
ip -n w1 neigh add 10.128.22.0 lladdr ee:f1:00:00:00:07 dev flannel.1 nud permanent
bridge -n w1 fdb append ee:f1:00:00:00:02 dev flannel.1 dst 10.10.0.12 self permanent
bridge -n w1 fdb append ee:f1:00:00:00:03 dev flannel.1 dst 10.10.0.13 self permanent
bridge -n w1 fdb append ee:f1:00:00:00:04 dev flannel.1 dst 10.10.0.14 self permanent
bridge -n w1 fdb append ee:f1:00:00:00:05 dev flannel.1 dst 10.10.0.15 self permanent
bridge -n w1 fdb append ee:f1:00:00:00:06 dev flannel.1 dst 10.10.0.16 self permanent
bridge -n w1 fdb append ee:f1:00:00:00:07 dev flannel.1 dst 10.10.0.17 self permanent
ip -n w2 route add default via 10.10.0.1 dev eth0
ip -n w2 route add 10.128.16.0/24 via 10.128.16.0 dev flannel.1 onlink
ip -n w2 route add 10.128.18.0/24 via 10.128.18.0 dev flannel.1 onlink
ip -n w2 route add 10.128.19.0/24 via 10.128.19.0 dev flannel.1 onlink
ip -n w2 route add 10.128.20.0/24 via 10.128.20.0 dev flannel.1 onlink
ip -n w2 route add 10.128.21.0/24 via 10.128.21.0 dev flannel.1 onlink
ip -n w2 route add 10.128.22.0/24 via 10.128.22.0 dev flannel.1 onlink
ip -n w2 neigh add 10.128.16.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
ip -n w2 neigh add 10.128.18.0 lladdr ee:f1:00:00:00:03 dev flannel.1 nud permanent
ip -n w2 neigh add 10.128.19.0 lladdr ee:f1:00:00:00:04 dev flannel.1 nud permanent
ip -n w2 neigh add 10.128.20.0 lladdr ee:f1:00:00:00:05 dev flannel.1 nud permanent
ip -n w2 neigh add 10.128.21.0 lladdr ee:f1:00:00:00:06 dev flannel.1 nud permanent
ip -n w2 neigh add 10.128.22.0 lladdr ee:f1:00:00:00:07 dev flannel.1 nud permanent
bridge -n w2 fdb append ee:f1:00:00:00:01 dev flannel.1 dst 10.10.0.11 self permanent
bridge -n w2 fdb append ee:f1:00:00:00:03 dev flannel.1 dst 10.10.0.13 self permanent
bridge -n w2 fdb append ee:f1:00:00:00:04 dev flannel.1 dst 10.10.0.14 self permanent
bridge -n w2 fdb append ee:f1:00:00:00:05 dev flannel.1 dst 10.10.0.15 self permanent
bridge -n w2 fdb append ee:f1:00:00:00:06 dev flannel.1 dst 10.10.0.16 self permanent
bridge -n w2 fdb append ee:f1:00:00:00:07 dev flannel.1 dst 10.10.0.17 self permanent
ip -n w3 route add default via 10.10.0.1 dev eth0
ip -n w3 route add 10.128.16.0/24 via 10.128.16.0 dev flannel.1 onlink
ip -n w3 route add 10.128.17.0/24 via 10.128.17.0 dev flannel.1 onlink
ip -n w3 route add 10.128.19.0/24 via 10.128.19.0 dev flannel.1 onlink
ip -n w3 route add 10.128.20.0/24 via 10.128.20.0 dev flannel.1 onlink
ip -n w3 route add 10.128.21.0/24 via 10.128.21.0 dev flannel.1 onlink
ip -n w3 route add 10.128.22.0/24 via 10.128.22.0 dev flannel.1 onlink
ip -n w3 neigh add 10.128.16.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
ip -n w3 neigh add 10.128.17.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
ip -n w3 neigh add 10.128.19.0 lladdr ee:f1:00:00:00:04 dev flannel.1 nud permanent
ip -n w3 neigh add 10.128.20.0 lladdr ee:f1:00:00:00:05 dev flannel.1 nud permanent
ip -n w3 neigh add 10.128.21.0 lladdr ee:f1:00:00:00:06 dev flannel.1 nud permanent
ip -n w3 neigh add 10.128.22.0 lladdr ee:f1:00:00:00:07 dev flannel.1 nud permanent
bridge -n w3 fdb append ee:f1:00:00:00:01 dev flannel.1 dst 10.10.0.11 self permanent
bridge -n w3 fdb append ee:f1:00:00:00:02 dev flannel.1 dst 10.10.0.12 self permanent
bridge -n w3 fdb append ee:f1:00:00:00:04 dev flannel.1 dst 10.10.0.14 self permanent
bridge -n w3 fdb append ee:f1:00:00:00:05 dev flannel.1 dst 10.10.0.15 self permanent
bridge -n w3 fdb append ee:f1:00:00:00:06 dev flannel.1 dst 10.10.0.16 self permanent
bridge -n w3 fdb append ee:f1:00:00:00:07 dev flannel.1 dst 10.10.0.17 self permanent
ip -n w4 route add default via 10.10.0.1 dev eth0
ip -n w4 route add 10.128.16.0/24 via 10.128.16.0 dev flannel.1 onlink
ip -n w4 route add 10.128.17.0/24 via 10.128.17.0 dev flannel.1 onlink
ip -n w4 route add 10.128.18.0/24 via 10.128.18.0 dev flannel.1 onlink
ip -n w4 route add 10.128.20.0/24 via 10.128.20.0 dev flannel.1 onlink
ip -n w4 route add 10.128.21.0/24 via 10.128.21.0 dev flannel.1 onlink
ip -n w4 route add 10.128.22.0/24 via 10.128.22.0 dev flannel.1 onlink
ip -n w4 neigh add 10.128.16.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
ip -n w4 neigh add 10.128.17.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
ip -n w4 neigh add 10.128.18.0 lladdr ee:f1:00:00:00:03 dev flannel.1 nud permanent
ip -n w4 neigh add 10.128.20.0 lladdr ee:f1:00:00:00:05 dev flannel.1 nud permanent
ip -n w4 neigh add 10.128.21.0 lladdr ee:f1:00:00:00:06 dev flannel.1 nud permanent
ip -n w4 neigh add 10.128.22.0 lladdr ee:f1:00:00:00:07 dev flannel.1 nud permanent
bridge -n w4 fdb append ee:f1:00:00:00:01 dev flannel.1 dst 10.10.0.11 self permanent
bridge -n w4 fdb append ee:f1:00:00:00:02 dev flannel.1 dst 10.10.0.12 self permanent
bridge -n w4 fdb append ee:f1:00:00:00:03 dev flannel.1 dst 10.10.0.13 self permanent
bridge -n w4 fdb append ee:f1:00:00:00:05 dev flannel.1 dst 10.10.0.15 self permanent
bridge -n w4 fdb append ee:f1:00:00:00:06 dev flannel.1 dst 10.10.0.16 self permanent
bridge -n w4 fdb append ee:f1:00:00:00:07 dev flannel.1 dst 10.10.0.17 self permanent
ip -n w5 route add default via 10.10.0.1 dev eth0
ip -n w5 route add 10.128.16.0/24 via 10.128.16.0 dev flannel.1 onlink
ip -n w5 route add 10.128.17.0/24 via 10.128.17.0 dev flannel.1 onlink
ip -n w5 route add 10.128.18.0/24 via 10.128.18.0 dev flannel.1 onlink
ip -n w5 route add 10.128.19.0/24 via 10.128.19.0 dev flannel.1 onlink
ip -n w5 route add 10.128.21.0/24 via 10.128.21.0 dev flannel.1 onlink
ip -n w5 route add 10.128.22.0/24 via 10.128.22.0 dev flannel.1 onlink
ip -n w5 neigh add 10.128.16.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
ip -n w5 neigh add 10.128.17.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
ip -n w5 neigh add 10.128.18.0 lladdr ee:f1:00:00:00:03 dev flannel.1 nud permanent
ip -n w5 neigh add 10.128.19.0 lladdr ee:f1:00:00:00:04 dev flannel.1 nud permanent
ip -n w5 neigh add 10.128.21.0 lladdr ee:f1:00:00:00:06 dev flannel.1 nud permanent
ip -n w5 neigh add 10.128.22.0 lladdr ee:f1:00:00:00:07 dev flannel.1 nud permanent
bridge -n w5 fdb append ee:f1:00:00:00:01 dev flannel.1 dst 10.10.0.11 self permanent
bridge -n w5 fdb append ee:f1:00:00:00:02 dev flannel.1 dst 10.10.0.12 self permanent
bridge -n w5 fdb append ee:f1:00:00:00:03 dev flannel.1 dst 10.10.0.13 self permanent
bridge -n w5 fdb append ee:f1:00:00:00:04 dev flannel.1 dst 10.10.0.14 self permanent
bridge -n w5 fdb append ee:f1:00:00:00:06 dev flannel.1 dst 10.10.0.16 self permanent
bridge -n w5 fdb append ee:f1:00:00:00:07 dev flannel.1 dst 10.10.0.17 self permanent
ip -n w6 route add default via 10.10.0.1 dev eth0
ip -n w6 route add 10.128.16.0/24 via 10.128.16.0 dev flannel.1 onlink
ip -n w6 route add 10.128.17.0/24 via 10.128.17.0 dev flannel.1 onlink
ip -n w6 route add 10.128.18.0/24 via 10.128.18.0 dev flannel.1 onlink
ip -n w6 route add 10.128.19.0/24 via 10.128.19.0 dev flannel.1 onlink
ip -n w6 route add 10.128.20.0/24 via 10.128.20.0 dev flannel.1 onlink
ip -n w6 route add 10.128.22.0/24 via 10.128.22.0 dev flannel.1 onlink
ip -n w6 neigh add 10.128.16.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
ip -n w6 neigh add 10.128.17.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
ip -n w6 neigh add 10.128.18.0 lladdr ee:f1:00:00:00:03 dev flannel.1 nud permanent
ip -n w6 neigh add 10.128.19.0 lladdr ee:f1:00:00:00:04 dev flannel.1 nud permanent
ip -n w6 neigh add 10.128.20.0 lladdr ee:f1:00:00:00:05 dev flannel.1 nud permanent
ip -n w6 neigh add 10.128.22.0 lladdr ee:f1:00:00:00:07 dev flannel.1 nud permanent
bridge -n w6 fdb append ee:f1:00:00:00:01 dev flannel.1 dst 10.10.0.11 self permanent
bridge -n w6 fdb append ee:f1:00:00:00:02 dev flannel.1 dst 10.10.0.12 self permanent
bridge -n w6 fdb append ee:f1:00:00:00:03 dev flannel.1 dst 10.10.0.13 self permanent
bridge -n w6 fdb append ee:f1:00:00:00:04 dev flannel.1 dst 10.10.0.14 self permanent
bridge -n w6 fdb append ee:f1:00:00:00:05 dev flannel.1 dst 10.10.0.15 self permanent
bridge -n w6 fdb append ee:f1:00:00:00:07 dev flannel.1 dst 10.10.0.17 self permanent
ip -n w7 route add default via 10.10.0.1 dev eth0
ip -n w7 route add 10.128.16.0/24 via 10.128.16.0 dev flannel.1 onlink
ip -n w7 route add 10.128.17.0/24 via 10.128.17.0 dev flannel.1 onlink
ip -n w7 route add 10.128.18.0/24 via 10.128.18.0 dev flannel.1 onlink
ip -n w7 route add 10.128.19.0/24 via 10.128.19.0 dev flannel.1 onlink
ip -n w7 route add 10.128.20.0/24 via 10.128.20.0 dev flannel.1 onlink
ip -n w7 route add 10.128.21.0/24 via 10.128.21.0 dev flannel.1 onlink
ip -n w7 neigh add 10.128.16.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
ip -n w7 neigh add 10.128.17.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
ip -n w7 neigh add 10.128.18.0 lladdr ee:f1:00:00:00:03 dev flannel.1 nud permanent
ip -n w7 neigh add 10.128.19.0 lladdr ee:f1:00:00:00:04 dev flannel.1 nud permanent
ip -n w7 neigh add 10.128.20.0 lladdr ee:f1:00:00:00:05 dev flannel.1 nud permanent
ip -n w7 neigh add 10.128.21.0 lladdr ee:f1:00:00:00:06 dev flannel.1 nud permanent
bridge -n w7 fdb append ee:f1:00:00:00:01 dev flannel.1 dst 10.10.0.11 self permanent
bridge -n w7 fdb append ee:f1:00:00:00:02 dev flannel.1 dst 10.10.0.12 self permanent
bridge -n w7 fdb append ee:f1:00:00:00:03 dev flannel.1 dst 10.10.0.13 self permanent
bridge -n w7 fdb append ee:f1:00:00:00:04 dev flannel.1 dst 10.10.0.14 self permanent
bridge -n w7 fdb append ee:f1:00:00:00:05 dev flannel.1 dst 10.10.0.15 self permanent
bridge -n w7 fdb append ee:f1:00:00:00:06 dev flannel.1 dst 10.10.0.16 self permanent
ip -n first route add default via 10.128.16.1 dev eth0
ip -n first route add 10.128.16.0/20 via 10.128.16.1 dev eth0
ip -n last route add default via 10.128.22.1 dev eth0
ip -n last route add 10.128.16.0/20 via 10.128.22.1 dev eth0
ip netns exec w1 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/24 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 -d 10.128.16.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.16.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec w2 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.17.0/24 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 -d 10.128.17.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.17.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec w3 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.18.0/24 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 -d 10.128.18.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.18.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec w4 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.19.0/24 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 -d 10.128.19.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.19.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec w5 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.20.0/24 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 -d 10.128.20.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.20.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec w6 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.21.0/24 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 -d 10.128.21.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.21.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec w7 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.128.16.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.22.0/24 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 -d 10.128.22.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.22.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.128.16.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.128.16.0/20 -d 10.128.16.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in first the recorder itself answers HTTP on *:8080
# in last the recorder itself answers HTTP on *:8080
